-- Lactwise: the painful, red, swollen or lumpy lactating breast
-- The table of patients for DuckDB.
-- It is not a diagnosis; not yet reviewed by a clinician; not a registered medical device.
-- Guideline 2026.1, sha256:2afb68a5992068a9f2d7fffba751fad63f00f288c6101ac7470e67bbdb5afae1. Written by
-- lactwise publish: do not edit.
-- An empty column is not known. <finding>__unsure: she was asked and does not know.

create table patients (
    id text primary key,
    -- Age of the person with the sore breast, in years.
    age_years double precision check (age_years >= 0.0 and age_years <= 100.0),
    age_years__unsure boolean check (age_years__unsure is not true or age_years is null),
    -- Gives milk at the breast, only by pump or hand, lactating without saying how, stopped within the last 6
    -- weeks, or not lactating.
    lactation text check (lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified', 'stopped_recently', 'not_lactating')),
    lactation__unsure boolean check (lactation__unsure is not true or lactation is null),
    -- Gave birth to the child being fed (no: induced lactation, co-feeding).
    gave_birth boolean,
    gave_birth__unsure boolean check (gave_birth__unsure is not true or gave_birth is null),
    -- Male, or after chest surgery.
    male_or_chest_surgery boolean,
    male_or_chest_surgery__unsure boolean check (male_or_chest_surgery__unsure is not true or male_or_chest_surgery is null),
    -- Where the baby is.
    baby_situation text check (baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'died', 'prefer_not_to_say')),
    baby_situation__unsure boolean check (baby_situation__unsure is not true or baby_situation is null),
    -- Who is answering.
    answering_for text check (answering_for in ('self', 'partner', 'clinician')),
    answering_for__unsure boolean check (answering_for__unsure is not true or answering_for is null),
    -- Days since the birth of the youngest child, in days.
    days_since_birth double precision check (days_since_birth >= 0.0 and days_since_birth <= 3650.0),
    days_since_birth__unsure boolean check (days_since_birth__unsure is not true or days_since_birth is null),
    -- Pregnant now.
    pregnant boolean,
    pregnant__unsure boolean check (pregnant__unsure is not true or pregnant is null),
    -- Hours since the first breast symptom of this episode, in hours.
    hours_since_onset double precision check (hours_since_onset >= 0.0 and hours_since_onset <= 26280.0),
    hours_since_onset__unsure boolean check (hours_since_onset__unsure is not true or hours_since_onset is null),
    -- Hours since fever or flu-like feeling began in this episode, in hours.
    hours_of_fever double precision check (hours_of_fever >= 0.0 and hours_of_fever <= 336.0),
    hours_of_fever__unsure boolean check (hours_of_fever__unsure is not true or hours_of_fever is null),
    -- How the breast and the general feeling changed over the last 12 to 24 hours.
    trend text check (trend in ('better', 'same', 'worse')),
    trend__unsure boolean check (trend__unsure is not true or trend is null),
    -- Which breast.
    side text check (side in ('left', 'right', 'both')),
    side__unsure boolean check (side__unsure is not true or side is null),
    -- One wedge or patch, the whole breast, or only the nipple and areola.
    extent text check (extent in ('one_area', 'whole_breast', 'nipple_only')),
    extent__unsure boolean check (extent__unsure is not true or extent is null),
    -- Where the sore area lies.
    quadrant text check (quadrant in ('upper_outer', 'upper_inner', 'lower_outer', 'lower_inner', 'behind_nipple', 'several')),
    quadrant__unsure boolean check (quadrant__unsure is not true or quadrant is null),
    -- Pain or tenderness in the breast, with or without a score.
    breast_pain boolean,
    breast_pain__unsure boolean check (breast_pain__unsure is not true or breast_pain is null),
    -- Pain in the nipple or areola.
    nipple_pain boolean,
    nipple_pain__unsure boolean check (nipple_pain__unsure is not true or nipple_pain is null),
    -- Breast pain from 0 (none) to 10 (worst imaginable), in score.
    pain double precision check (pain >= 0.0 and pain <= 10.0),
    pain__unsure boolean check (pain__unsure is not true or pain is null),
    -- Pain far worse than the skin looks or spreading fast beyond the sore area.
    pain_out_of_proportion boolean,
    pain_out_of_proportion__unsure boolean check (pain_out_of_proportion__unsure is not true or pain_out_of_proportion is null),
    -- Skin redder, darker, purple, brown-grey or shinier than the other breast.
    redness boolean,
    redness__unsure boolean check (redness__unsure is not true or redness is null),
    -- The discoloured area is clearly larger than 12 hours ago.
    redness_spreading boolean,
    redness_spreading__unsure boolean check (redness_spreading__unsure is not true or redness_spreading is null),
    -- Red or dark streaks running from the sore area.
    red_streaks boolean,
    red_streaks__unsure boolean check (red_streaks__unsure is not true or red_streaks is null),
    -- The discoloured area covers a third of the breast or more.
    redness_third_of_breast boolean,
    redness_third_of_breast__unsure boolean check (redness_third_of_breast__unsure is not true or redness_third_of_breast is null),
    -- The area feels hotter than the skin around it.
    warmth boolean,
    warmth__unsure boolean check (warmth__unsure is not true or warmth is null),
    -- The area or breast is swollen or firm.
    swelling boolean,
    swelling__unsure boolean check (swelling__unsure is not true or swelling is null),
    -- A lump or hard wedge can be felt.
    lump boolean,
    lump__unsure boolean check (lump__unsure is not true or lump is null),
    -- Hours since the lump was first felt, in hours.
    lump_hours double precision check (lump_hours >= 0.0 and lump_hours <= 26280.0),
    lump_hours__unsure boolean check (lump_hours__unsure is not true or lump_hours is null),
    -- Largest width of the lump, in cm.
    lump_size_cm double precision check (lump_size_cm >= 0.0 and lump_size_cm <= 30.0),
    lump_size_cm__unsure boolean check (lump_size_cm__unsure is not true or lump_size_cm is null),
    -- The lump is soft or squashy in the middle, like a water balloon, or shiny and about to burst.
    lump_fluctuant boolean,
    lump_fluctuant__unsure boolean check (lump_fluctuant__unsure is not true or lump_fluctuant is null),
    -- The lump hurts when touched.
    lump_tender boolean,
    lump_tender__unsure boolean check (lump_tender__unsure is not true or lump_tender is null),
    -- The lump shrinks or softens after feeding or expressing.
    lump_eases_after_feed boolean,
    lump_eases_after_feed__unsure boolean check (lump_eases_after_feed__unsure is not true or lump_eases_after_feed is null),
    -- The lump has become larger.
    lump_growing boolean,
    lump_growing__unsure boolean check (lump_growing__unsure is not true or lump_growing is null),
    -- The lump is smooth and slides under the skin.
    lump_mobile_smooth boolean,
    lump_mobile_smooth__unsure boolean check (lump_mobile_smooth__unsure is not true or lump_mobile_smooth is null),
    -- A tender string or cord under the skin instead of a lump.
    tender_cord boolean,
    tender_cord__unsure boolean check (tender_cord__unsure is not true or tender_cord is null),
    -- A lump is still there after pain, fever and redness have gone.
    lump_remains boolean,
    lump_remains__unsure boolean check (lump_remains__unsure is not true or lump_remains is null),
    -- Skin thickened or pitted like orange peel.
    skin_dimpling boolean,
    skin_dimpling__unsure boolean check (skin_dimpling__unsure is not true or skin_dimpling is null),
    -- Skin on the breast black, dusky, blistered, numb or crackling.
    skin_dark_or_blistered boolean,
    skin_dark_or_blistered__unsure boolean check (skin_dark_or_blistered__unsure is not true or skin_dark_or_blistered is null),
    -- An open sore or wound that leaks on the breast.
    skin_ulcer_or_open_wound boolean,
    skin_ulcer_or_open_wound__unsure boolean check (skin_ulcer_or_open_wound__unsure is not true or skin_ulcer_or_open_wound is null),
    -- Cracked, grazed, bleeding or scabbed nipple.
    nipple_crack boolean,
    nipple_crack__unsure boolean check (nipple_crack__unsure is not true or nipple_crack is null),
    -- A white or yellow dot on the nipple tip.
    nipple_bleb boolean,
    nipple_bleb__unsure boolean check (nipple_bleb__unsure is not true or nipple_bleb is null),
    -- Clusters of small blisters or shallow sores on or near the nipple.
    nipple_blisters boolean,
    nipple_blisters__unsure boolean check (nipple_blisters__unsure is not true or nipple_blisters is null),
    -- Cold sores or herpes in herself, her partner or the baby now or in the last weeks.
    herpes_exposure boolean,
    herpes_exposure__unsure boolean check (herpes_exposure__unsure is not true or herpes_exposure is null),
    -- Scaly, crusted or itchy rash of nipple or areola.
    nipple_scaly_rash boolean,
    nipple_scaly_rash__unsure boolean check (nipple_scaly_rash__unsure is not true or nipple_scaly_rash is null),
    -- A nipple that has newly turned inwards or changed shape.
    nipple_retraction_new boolean,
    nipple_retraction_new__unsure boolean check (nipple_retraction_new__unsure is not true or nipple_retraction_new is null),
    -- Nipple turns white, blue or purple in the cold or after feeds.
    nipple_blanches boolean,
    nipple_blanches__unsure boolean check (nipple_blanches__unsure is not true or nipple_blanches is null),
    -- Burning or shooting nipple pain during or after feeds.
    nipple_burning boolean,
    nipple_burning__unsure boolean check (nipple_burning__unsure is not true or nipple_burning is null),
    -- What comes from the nipple besides normal milk.
    discharge text check (discharge in ('none', 'milk', 'pus', 'blood', 'other')),
    discharge__unsure boolean check (discharge__unsure is not true or discharge is null),
    -- A lump or swollen tender gland in the armpit.
    armpit_lump boolean,
    armpit_lump__unsure boolean check (armpit_lump__unsure is not true or armpit_lump is null),
    -- Swollen glands in the neck, above the collarbone or in the groin.
    glands_elsewhere boolean,
    glands_elsewhere__unsure boolean check (glands_elsewhere__unsure is not true or glands_elsewhere is null),
    -- A blow, seat-belt injury or bite before this began.
    breast_injury boolean,
    breast_injury__unsure boolean check (breast_injury__unsure is not true or breast_injury is null),
    -- Highest measured body temperature in the last 12 hours, in degC.
    temperature_c double precision check (temperature_c >= 25.0 and temperature_c <= 45.0),
    temperature_c__unsure boolean check (temperature_c__unsure is not true or temperature_c is null),
    -- Took paracetamol or ibuprofen (or another fever reducer) in the last 6 hours; a normal reading then says
    -- little.
    painkiller_last_6h boolean,
    painkiller_last_6h__unsure boolean check (painkiller_last_6h__unsure is not true or painkiller_last_6h is null),
    -- Feels hot or feverish (asked when no thermometer is at hand).
    feels_feverish boolean,
    feels_feverish__unsure boolean check (feels_feverish__unsure is not true or feels_feverish is null),
    -- Shivery, feeling cold.
    chills boolean,
    chills__unsure boolean check (chills__unsure is not true or chills is null),
    -- Shaking that cannot be stopped (not just feeling shivery).
    rigors boolean,
    rigors__unsure boolean check (rigors__unsure is not true or rigors is null),
    -- Extreme muscle pain.
    extreme_muscle_pain boolean,
    extreme_muscle_pain__unsure boolean check (extreme_muscle_pain__unsure is not true or extreme_muscle_pain is null),
    -- Aching all over or flu-like exhaustion.
    aches boolean,
    aches__unsure boolean check (aches__unsure is not true or aches is null),
    -- Feels as ill as never before, or as if she might die.
    feels_extremely_ill boolean,
    feels_extremely_ill__unsure boolean check (feels_extremely_ill__unsure is not true or feels_extremely_ill is null),
    -- Feels clearly unwell, worse than tired, but not extremely ill.
    feels_unwell boolean,
    feels_unwell__unsure boolean check (feels_unwell__unsure is not true or feels_unwell is null),
    -- Partner or carer says she is not herself or is very worried.
    others_worried boolean,
    others_worried__unsure boolean check (others_worried__unsure is not true or others_worried is null),
    -- New confusion, slurred speech, very drowsy or hard to wake, or a fit.
    confusion boolean,
    confusion__unsure boolean check (confusion__unsure is not true or confusion is null),
    -- Short of breath at rest or too breathless to finish a sentence.
    breathless boolean,
    breathless__unsure boolean check (breathless__unsure is not true or breathless is null),
    -- Fainted or cannot stand up.
    faint boolean,
    faint__unsure boolean check (faint__unsure is not true or faint is null),
    -- Skin, lips or tongue blue, grey, very pale or blotchy.
    mottled_skin boolean,
    mottled_skin__unsure boolean check (mottled_skin__unsure is not true or mottled_skin is null),
    -- No urine for 18 hours (a day) or more.
    no_urine boolean,
    no_urine__unsure boolean check (no_urine__unsure is not true or no_urine is null),
    -- Much less urine than usual.
    little_urine boolean,
    little_urine__unsure boolean check (little_urine__unsure is not true or little_urine is null),
    -- A new sunburn-like rash away from the breast; look at palms and soles too.
    widespread_rash boolean,
    widespread_rash__unsure boolean check (widespread_rash__unsure is not true or widespread_rash is null),
    -- A rash that does not fade under a pressed glass.
    rash_not_fading boolean,
    rash_not_fading__unsure boolean check (rash_not_fading__unsure is not true or rash_not_fading is null),
    -- Cannot keep fluids or tablets down.
    vomiting boolean,
    vomiting__unsure boolean check (vomiting__unsure is not true or vomiting is null),
    -- Diarrhoea.
    diarrhoea boolean,
    diarrhoea__unsure boolean check (diarrhoea__unsure is not true or diarrhoea is null),
    -- Heart racing at rest.
    racing_heart boolean,
    racing_heart__unsure boolean check (racing_heart__unsure is not true or racing_heart is null),
    -- Measured heart rate, in beats/min.
    heart_rate double precision check (heart_rate >= 30.0 and heart_rate <= 220.0),
    heart_rate__unsure boolean check (heart_rate__unsure is not true or heart_rate is null),
    -- Measured respiratory rate, in breaths/min.
    respiratory_rate double precision check (respiratory_rate >= 4.0 and respiratory_rate <= 60.0),
    respiratory_rate__unsure boolean check (respiratory_rate__unsure is not true or respiratory_rate is null),
    -- Measured systolic blood pressure, in mmHg.
    systolic_bp double precision check (systolic_bp >= 50.0 and systolic_bp <= 250.0),
    systolic_bp__unsure boolean check (systolic_bp__unsure is not true or systolic_bp is null),
    -- Low blood pressure or shock found, without a figure.
    low_blood_pressure boolean,
    low_blood_pressure__unsure boolean check (low_blood_pressure__unsure is not true or low_blood_pressure is null),
    -- Measured diastolic blood pressure, in mmHg.
    diastolic_bp double precision check (diastolic_bp >= 30.0 and diastolic_bp <= 160.0),
    diastolic_bp__unsure boolean check (diastolic_bp__unsure is not true or diastolic_bp is null),
    -- Measured oxygen saturation on air, in percent.
    spo2 double precision check (spo2 >= 50.0 and spo2 <= 100.0),
    spo2__unsure boolean check (spo2__unsure is not true or spo2 is null),
    -- Chest pain (not the breast).
    chest_pain boolean,
    chest_pain__unsure boolean check (chest_pain__unsure is not true or chest_pain is null),
    -- Severe headache or changed vision.
    severe_headache_or_vision boolean,
    severe_headache_or_vision__unsure boolean check (severe_headache_or_vision__unsure is not true or severe_headache_or_vision is null),
    -- One leg newly swollen, red, darker or painful.
    leg_pain_swelling boolean,
    leg_pain_swelling__unsure boolean check (leg_pain_swelling__unsure is not true or leg_pain_swelling is null),
    -- Soaks a pad in an hour or passes large clots.
    heavy_bleeding boolean,
    heavy_bleeding__unsure boolean check (heavy_bleeding__unsure is not true or heavy_bleeding is null),
    -- Foul-smelling vaginal loss or strong lower belly or wound pain.
    foul_lochia_or_belly_pain boolean,
    foul_lochia_or_belly_pain__unsure boolean check (foul_lochia_or_belly_pain__unsure is not true or foul_lochia_or_belly_pain is null),
    -- Thoughts of harming herself or the baby.
    thoughts_of_harm boolean,
    thoughts_of_harm__unsure boolean check (thoughts_of_harm__unsure is not true or thoughts_of_harm is null),
    -- Another clear cause of the fever (cough, burning urine, sore throat, contact).
    other_fever_source boolean,
    other_fever_source__unsure boolean check (other_fever_source__unsure is not true or other_fever_source is null),
    -- Antibiotics in this episode.
    antibiotic_status text check (antibiotic_status in ('none', 'taking', 'finished')),
    antibiotic_status__unsure boolean check (antibiotic_status__unsure is not true or antibiotic_status is null),
    -- Hours since the first antibiotic dose of this episode, in hours.
    antibiotic_hours double precision check (antibiotic_hours >= 0.0 and antibiotic_hours <= 720.0),
    antibiotic_hours__unsure boolean check (antibiotic_hours__unsure is not true or antibiotic_hours is null),
    -- Antibiotic courses started for this breast in this episode, this one included, in count.
    antibiotic_courses double precision check (antibiotic_courses >= 0.0 and antibiotic_courses <= 10.0),
    antibiotic_courses__unsure boolean check (antibiotic_courses__unsure is not true or antibiotic_courses is null),
    -- Doses missed or stopped early.
    antibiotic_doses_missed boolean,
    antibiotic_doses_missed__unsure boolean check (antibiotic_doses_missed__unsure is not true or antibiotic_doses_missed is null),
    -- Swelling of face, lips or tongue, trouble breathing or collapse since an antibiotic.
    antibiotic_reaction boolean,
    antibiotic_reaction__unsure boolean check (antibiotic_reaction__unsure is not true or antibiotic_reaction is null),
    -- A rash or itching since an antibiotic, without swelling or trouble breathing.
    antibiotic_rash boolean,
    antibiotic_rash__unsure boolean check (antibiotic_rash__unsure is not true or antibiotic_rash is null),
    -- A collection was drained in this episode.
    drained_this_episode boolean,
    drained_this_episode__unsure boolean check (drained_this_episode__unsure is not true or drained_this_episode is null),
    -- Drain or wound bleeding, or with more pain or pus.
    drain_site_worse boolean,
    drain_site_worse__unsure boolean check (drain_site_worse__unsure is not true or drain_site_worse is null),
    -- Earlier episodes of mastitis while feeding this child, in count.
    episodes_before double precision check (episodes_before >= 0.0 and episodes_before <= 20.0),
    episodes_before__unsure boolean check (episodes_before__unsure is not true or episodes_before is null),
    -- This episode is in the same spot as an earlier one.
    same_spot boolean,
    same_spot__unsure boolean check (same_spot__unsure is not true or same_spot is null),
    -- Weakened immune system (medicines, chemotherapy, illness).
    immunosuppressed boolean,
    immunosuppressed__unsure boolean check (immunosuppressed__unsure is not true or immunosuppressed is null),
    -- Diabetes.
    diabetes boolean,
    diabetes__unsure boolean check (diabetes__unsure is not true or diabetes is null),
    -- Living with HIV.
    hiv boolean,
    hiv__unsure boolean check (hiv__unsure is not true or hiv is null),
    -- Own breast cancer or a strong family history.
    breast_cancer_history boolean,
    breast_cancer_history__unsure boolean check (breast_cancer_history__unsure is not true or breast_cancer_history is null),
    -- Implant or recent breast surgery or radiotherapy.
    breast_implant_or_surgery boolean,
    breast_implant_or_surgery__unsure boolean check (breast_implant_or_surgery__unsure is not true or breast_implant_or_surgery is null),
    -- Nipple piercing.
    nipple_piercing boolean,
    nipple_piercing__unsure boolean check (nipple_piercing__unsure is not true or nipple_piercing is null),
    -- Smokes.
    smoker boolean,
    smoker__unsure boolean check (smoker__unsure is not true or smoker is null),
    -- Known MRSA carriage or household contact.
    mrsa boolean,
    mrsa__unsure boolean check (mrsa__unsure is not true or mrsa is null),
    -- Group A strep, scarlet fever, impetigo or bad sore throat in herself or the household in the last 4 weeks.
    strep_contact boolean,
    strep_contact__unsure boolean check (strep_contact__unsure is not true or strep_contact is null),
    -- Caesarean, other surgery or an invasive procedure in the last 6 weeks.
    surgery_last_6_weeks boolean,
    surgery_last_6_weeks__unsure boolean check (surgery_last_6_weeks__unsure is not true or surgery_last_6_weeks is null),
    -- Reaction to a penicillin.
    penicillin_allergy text check (penicillin_allergy in ('none', 'mild', 'severe', 'unknown_type')),
    penicillin_allergy__unsure boolean check (penicillin_allergy__unsure is not true or penicillin_allergy is null),
    -- Ulcer, kidney disease, aspirin-sensitive asthma, bleeding disorder, blood thinners, or told to avoid
    -- ibuprofen.
    nsaid_unsuitable boolean,
    nsaid_unsuitable__unsure boolean check (nsaid_unsuitable__unsure is not true or nsaid_unsuitable is null),
    -- High blood pressure or pre-eclampsia in this pregnancy or since.
    high_blood_pressure_around_birth boolean,
    high_blood_pressure_around_birth__unsure boolean check (high_blood_pressure_around_birth__unsure is not true or high_blood_pressure_around_birth is null),
    -- Heart disease, heart failure or stroke.
    heart_disease_or_stroke boolean,
    heart_disease_or_stroke__unsure boolean check (heart_disease_or_stroke__unsure is not true or heart_disease_or_stroke is null),
    -- Crohn disease or ulcerative colitis.
    bowel_inflammation boolean,
    bowel_inflammation__unsure boolean check (bowel_inflammation__unsure is not true or bowel_inflammation is null),
    -- Already takes an anti-inflammatory painkiller.
    other_nsaid boolean,
    other_nsaid__unsure boolean check (other_nsaid__unsure is not true or other_nsaid is null),
    -- Chickenpox or shingles now.
    chickenpox_or_shingles boolean,
    chickenpox_or_shingles__unsure boolean check (chickenpox_or_shingles__unsure is not true or chickenpox_or_shingles is null),
    -- Dehydrated: vomiting, diarrhoea or hardly drinking.
    dehydrated boolean,
    dehydrated__unsure boolean check (dehydrated__unsure is not true or dehydrated is null),
    -- Severe liver disease or told to avoid paracetamol.
    paracetamol_unsuitable boolean,
    paracetamol_unsuitable__unsure boolean check (paracetamol_unsuitable__unsure is not true or paracetamol_unsuitable is null),
    -- Painful or shallow latch, or the baby slips off.
    latch_trouble boolean,
    latch_trouble__unsure boolean check (latch_trouble__unsure is not true or latch_trouble is null),
    -- Feeds missed, or a gap much longer than usual in the last days.
    long_gap_between_feeds boolean,
    long_gap_between_feeds__unsure boolean check (long_gap_between_feeds__unsure is not true or long_gap_between_feeds is null),
    -- More milk than the baby needs or pumping on top of feeds.
    oversupply_or_extra_expressing boolean,
    oversupply_or_extra_expressing__unsure boolean check (oversupply_or_extra_expressing__unsure is not true or oversupply_or_extra_expressing is null),
    -- Pump pain, wrong flange or suction turned high.
    pump_trouble boolean,
    pump_trouble__unsure boolean check (pump_trouble__unsure is not true or pump_trouble is null),
    -- Tight bra, sling or seat belt, or sleeping on the breast.
    pressure_on_breast boolean,
    pressure_on_breast__unsure boolean check (pressure_on_breast__unsure is not true or pressure_on_breast is null),
    -- Firm or deep massage or vibrating device used on the sore area.
    deep_massage boolean,
    deep_massage__unsure boolean check (deep_massage__unsure is not true or deep_massage is null),
    -- Is stopping or wants to stop breastfeeding.
    wants_to_wean boolean,
    wants_to_wean__unsure boolean check (wants_to_wean__unsure is not true or wants_to_wean is null),
    -- The baby refuses the sore side.
    breast_refused boolean,
    breast_refused__unsure boolean check (breast_refused__unsure is not true or breast_refused is null),
    -- Less milk from the sore side.
    milk_supply_drop boolean,
    milk_supply_drop__unsure boolean check (milk_supply_drop__unsure is not true or milk_supply_drop is null),
    -- Baby 38.0 degC or more.
    baby_fever boolean,
    baby_fever__unsure boolean check (baby_fever__unsure is not true or baby_fever is null),
    -- Baby below 36.0 degC.
    baby_cold boolean,
    baby_cold__unsure boolean check (baby_cold__unsure is not true or baby_cold is null),
    -- Baby feeds much less than usual or too sleepy to feed.
    baby_poor_feeding boolean,
    baby_poor_feeding__unsure boolean check (baby_poor_feeding__unsure is not true or baby_poor_feeding is null),
    -- Half the usual wet nappies or fewer.
    baby_few_wet_nappies boolean,
    baby_few_wet_nappies__unsure boolean check (baby_few_wet_nappies__unsure is not true or baby_few_wet_nappies is null),
    -- Baby floppy, hard to wake or with laboured breathing.
    baby_hard_to_wake boolean,
    baby_hard_to_wake__unsure boolean check (baby_hard_to_wake__unsure is not true or baby_hard_to_wake is null),
    -- Baby has a fit, is blue or grey, or grunts with each breath.
    baby_fit_or_blue boolean,
    baby_fit_or_blue__unsure boolean check (baby_fit_or_blue__unsure is not true or baby_fit_or_blue is null),
    -- Baby has blisters or a rash that does not fade.
    baby_rash_or_blisters boolean,
    baby_rash_or_blisters__unsure boolean check (baby_rash_or_blisters__unsure is not true or baby_rash_or_blisters is null),
    -- Baby vomits green or has blood in the stool.
    baby_green_vomit_or_bloody_stool boolean,
    baby_green_vomit_or_bloody_stool__unsure boolean check (baby_green_vomit_or_bloody_stool__unsure is not true or baby_green_vomit_or_bloody_stool is null),
    -- Baby yellow in skin or eyes.
    baby_jaundice boolean,
    baby_jaundice__unsure boolean check (baby_jaundice__unsure is not true or baby_jaundice is null),
    -- Baby born before 37 weeks or with a serious illness (a risk, not an emergency by itself).
    baby_preterm_or_ill boolean,
    baby_preterm_or_ill__unsure boolean check (baby_preterm_or_ill__unsure is not true or baby_preterm_or_ill is null),
    -- The baby's own breast is red, darker, swollen or warm.
    baby_breast_swollen boolean,
    baby_breast_swollen__unsure boolean check (baby_breast_swollen__unsure is not true or baby_breast_swollen is null),
    -- Pus or blood from the baby's own nipple.
    baby_breast_discharge boolean,
    baby_breast_discharge__unsure boolean check (baby_breast_discharge__unsure is not true or baby_breast_discharge is null),
    -- White patches in the baby's mouth, or a bright nappy rash.
    baby_mouth_thrush boolean,
    baby_mouth_thrush__unsure boolean check (baby_mouth_thrush__unsure is not true or baby_mouth_thrush is null),
    -- A drain, cut or leaking wound where the baby's mouth touches the breast.
    wound_at_baby_mouth boolean,
    wound_at_baby_mouth__unsure boolean check (wound_at_baby_mouth__unsure is not true or wound_at_baby_mouth is null),
    -- Nobody can see her in time, or she is alone with the baby and cannot travel.
    care_out_of_reach boolean,
    care_out_of_reach__unsure boolean check (care_out_of_reach__unsure is not true or care_out_of_reach is null),
    -- The baby has G6PD deficiency.
    baby_g6pd_deficiency boolean,
    baby_g6pd_deficiency__unsure boolean check (baby_g6pd_deficiency__unsure is not true or baby_g6pd_deficiency is null),
    -- The baby has a known allergy to a penicillin or a cephalosporin.
    baby_antibiotic_allergy boolean,
    baby_antibiotic_allergy__unsure boolean check (baby_antibiotic_allergy__unsure is not true or baby_antibiotic_allergy is null),
    -- Proven invasive group B streptococcal disease in mother or baby.
    invasive_strep_b boolean,
    invasive_strep_b__unsure boolean check (invasive_strep_b__unsure is not true or invasive_strep_b is null),
    -- What a breast ultrasound in this episode showed.
    ultrasound text check (ultrasound in ('not_done', 'normal', 'collection', 'ill_defined_fluid', 'milk_cyst', 'solid_mass')),
    ultrasound__unsure boolean check (ultrasound__unsure is not true or ultrasound is null),
    -- Widest width of the sore or discoloured area; its growth is seen in the trend, no rule asks for it, in cm.
    sore_area_cm double precision check (sore_area_cm >= 0.0 and sore_area_cm <= 30.0),
    sore_area_cm__unsure boolean check (sore_area_cm__unsure is not true or sore_area_cm is null),
    -- Feels low, hopeless or very worried most of the time.
    low_mood boolean,
    low_mood__unsure boolean check (low_mood__unsure is not true or low_mood is null),
    -- Overwhelmed by tiredness: too worn out to get through the day, far beyond short nights.
    overwhelming_tiredness boolean,
    overwhelming_tiredness__unsure boolean check (overwhelming_tiredness__unsure is not true or overwhelming_tiredness is null),
    -- Much looser stools, more vomiting or a new rash in the baby since the parent's antibiotic.
    baby_reaction_to_antibiotic boolean,
    baby_reaction_to_antibiotic__unsure boolean check (baby_reaction_to_antibiotic__unsure is not true or baby_reaction_to_antibiotic is null)
);
