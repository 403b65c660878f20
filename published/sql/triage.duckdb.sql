-- Lactwise: the painful, red, swollen or lumpy lactating breast
-- The triage for DuckDB.
-- It is not a diagnosis; not yet reviewed by a clinician; not a registered medical device.
-- Guideline 2026.1, sha256:2afb68a5992068a9f2d7fffba751fad63f00f288c6101ac7470e67bbdb5afae1. Written by
-- lactwise publish: do not edit.
--
-- In: the table (or view) "patients", one row a patient: its key "id", a column a finding, and beside each finding
-- "<finding>__unsure": she was asked and does not know; the finding itself is then empty.
-- Out: the view "triage", one row a patient.
--   level         how urgent it is, with "not sure" counted as the guideline says for each finding
--   floor         the level that what is known makes certain
--   ceiling       the most urgent level that what is not known could still bring
--   settled       whether no missing answer could make the level more urgent
--   provisional   whether the level is a calm one and not settled: never show it as reassurance
--   rule_...      true: met; false: ruled out; null: open, because something is not known
--   condition_... a clinical picture: 'fits', 'possible' or 'ruled_out'
--
-- Not known is null, and null is never counted as "no": truth is three-valued here, as SQL has it. "x is true" asks for
-- certainty, "x is not false" whether x is still possible. No case has a default, so that no gap can come out as calm.
-- A number out of its range and an option that does not exist count as not known.
--
-- The columns in between are made in steps, each from the step before. What their names say:
--   x__given       a yes/no finding with "not sure" counted
--   x__proven      the same, or shown by the answer to a more detailed question
--   x__may_apply   whether x and what is asked with it can apply to this patient
--   x__read        x, false where it cannot apply
--   x__denied      an answer says that x cannot apply, and yet x or what is asked with it is given
--   ...__counted   with "not sure" counted as the guideline says; without this, "not sure" is not known
--   ...__r1        in one other reading of answers that contradict each other, which there is where reading_r1 is true.
--                  A rule is met if it is met in any reading, and ruled out if it is in all. The readings:
--   r1            as answered
--   r2            antibiotic_status taken to be taking
--   r3            antibiotic_status taken to be finished
--   r4            lactation taken to be breastfeeding
--   r5            lactation taken to be expressing_only
--   r6            lactation taken to be lactating_unspecified
--   r7            baby_situation taken to be with_me
--   r8            baby_situation taken to be in_hospital
--   r9            baby_situation taken to be not_with_me
--   r10           baby_situation taken to be prefer_not_to_say
--   r11           as answered, not sure counted
--   r12           antibiotic_status taken to be taking, not sure counted
--   r13           antibiotic_status taken to be finished, not sure counted
--   r14           lactation taken to be breastfeeding, not sure counted
--   r15           lactation taken to be expressing_only, not sure counted
--   r16           lactation taken to be lactating_unspecified, not sure counted
--   r17           baby_situation taken to be with_me, not sure counted
--   r18           baby_situation taken to be in_hospital, not sure counted
--   r19           baby_situation taken to be not_with_me, not sure counted
--   r20           baby_situation taken to be prefer_not_to_say, not sure counted

create view triage as
with
given as materialized (
    select
        id,
        case
            when lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified', 'stopped_recently', 'not_lactating')
                then lactation
        end as lactation,
        lactation__unsure is true and lactation is null as lactation__unsure,
        male_or_chest_surgery,
        male_or_chest_surgery__unsure is true and male_or_chest_surgery is null as male_or_chest_surgery__unsure,
        case
            when baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'died', 'prefer_not_to_say')
                then baby_situation
        end as baby_situation,
        baby_situation__unsure is true and baby_situation is null as baby_situation__unsure,
        case when answering_for in ('self', 'partner', 'clinician') then answering_for end as answering_for,
        answering_for__unsure is true and answering_for is null as answering_for__unsure,
        case when days_since_birth >= 0.0 and days_since_birth <= 3650.0 then days_since_birth end as days_since_birth,
        days_since_birth__unsure is true and days_since_birth is null as days_since_birth__unsure,
        pregnant,
        case
            when hours_since_onset >= 0.0 and hours_since_onset <= 26280.0 then hours_since_onset
        end as hours_since_onset,
        hours_since_onset__unsure is true and hours_since_onset is null as hours_since_onset__unsure,
        case when hours_of_fever >= 0.0 and hours_of_fever <= 336.0 then hours_of_fever end as hours_of_fever,
        case when trend in ('better', 'same', 'worse') then trend end as trend,
        trend__unsure is true and trend is null as trend__unsure,
        case when side in ('left', 'right', 'both') then side end as side,
        side__unsure is true and side is null as side__unsure,
        case when extent in ('one_area', 'whole_breast', 'nipple_only') then extent end as extent,
        extent__unsure is true and extent is null as extent__unsure,
        case
            when quadrant in ('upper_outer', 'upper_inner', 'lower_outer', 'lower_inner', 'behind_nipple', 'several')
                then quadrant
        end as quadrant,
        breast_pain,
        breast_pain__unsure is true and breast_pain is null as breast_pain__unsure,
        nipple_pain,
        nipple_pain__unsure is true and nipple_pain is null as nipple_pain__unsure,
        case when pain >= 0.0 and pain <= 10.0 then pain end as pain,
        pain__unsure is true and pain is null as pain__unsure,
        pain_out_of_proportion,
        pain_out_of_proportion__unsure is true and pain_out_of_proportion is null as pain_out_of_proportion__unsure,
        redness,
        redness__unsure is true and redness is null as redness__unsure,
        redness_spreading,
        redness_spreading__unsure is true and redness_spreading is null as redness_spreading__unsure,
        red_streaks,
        red_streaks__unsure is true and red_streaks is null as red_streaks__unsure,
        redness_third_of_breast,
        redness_third_of_breast__unsure is true and redness_third_of_breast is null as redness_third_of_breast__unsure,
        warmth,
        warmth__unsure is true and warmth is null as warmth__unsure,
        swelling,
        swelling__unsure is true and swelling is null as swelling__unsure,
        lump,
        lump__unsure is true and lump is null as lump__unsure,
        case when lump_hours >= 0.0 and lump_hours <= 26280.0 then lump_hours end as lump_hours,
        lump_hours__unsure is true and lump_hours is null as lump_hours__unsure,
        case when lump_size_cm >= 0.0 and lump_size_cm <= 30.0 then lump_size_cm end as lump_size_cm,
        lump_size_cm__unsure is true and lump_size_cm is null as lump_size_cm__unsure,
        lump_fluctuant,
        lump_fluctuant__unsure is true and lump_fluctuant is null as lump_fluctuant__unsure,
        lump_tender,
        lump_tender__unsure is true and lump_tender is null as lump_tender__unsure,
        lump_eases_after_feed,
        lump_eases_after_feed__unsure is true and lump_eases_after_feed is null as lump_eases_after_feed__unsure,
        lump_growing,
        lump_growing__unsure is true and lump_growing is null as lump_growing__unsure,
        lump_mobile_smooth,
        lump_mobile_smooth__unsure is true and lump_mobile_smooth is null as lump_mobile_smooth__unsure,
        tender_cord,
        tender_cord__unsure is true and tender_cord is null as tender_cord__unsure,
        lump_remains,
        lump_remains__unsure is true and lump_remains is null as lump_remains__unsure,
        skin_dimpling,
        skin_dimpling__unsure is true and skin_dimpling is null as skin_dimpling__unsure,
        skin_dark_or_blistered,
        skin_dark_or_blistered__unsure is true and skin_dark_or_blistered is null as skin_dark_or_blistered__unsure,
        skin_ulcer_or_open_wound,
        skin_ulcer_or_open_wound__unsure is true and skin_ulcer_or_open_wound is null
            as skin_ulcer_or_open_wound__unsure,
        nipple_crack,
        nipple_crack__unsure is true and nipple_crack is null as nipple_crack__unsure,
        nipple_bleb,
        nipple_bleb__unsure is true and nipple_bleb is null as nipple_bleb__unsure,
        nipple_blisters,
        nipple_blisters__unsure is true and nipple_blisters is null as nipple_blisters__unsure,
        herpes_exposure,
        herpes_exposure__unsure is true and herpes_exposure is null as herpes_exposure__unsure,
        nipple_scaly_rash,
        nipple_scaly_rash__unsure is true and nipple_scaly_rash is null as nipple_scaly_rash__unsure,
        nipple_retraction_new,
        nipple_retraction_new__unsure is true and nipple_retraction_new is null as nipple_retraction_new__unsure,
        nipple_blanches,
        nipple_blanches__unsure is true and nipple_blanches is null as nipple_blanches__unsure,
        nipple_burning,
        nipple_burning__unsure is true and nipple_burning is null as nipple_burning__unsure,
        case when discharge in ('none', 'milk', 'pus', 'blood', 'other') then discharge end as discharge,
        discharge__unsure is true and discharge is null as discharge__unsure,
        armpit_lump,
        armpit_lump__unsure is true and armpit_lump is null as armpit_lump__unsure,
        glands_elsewhere,
        glands_elsewhere__unsure is true and glands_elsewhere is null as glands_elsewhere__unsure,
        case when temperature_c >= 25.0 and temperature_c <= 45.0 then temperature_c end as temperature_c,
        temperature_c__unsure is true and temperature_c is null as temperature_c__unsure,
        painkiller_last_6h,
        feels_feverish,
        feels_feverish__unsure is true and feels_feverish is null as feels_feverish__unsure,
        chills,
        chills__unsure is true and chills is null as chills__unsure,
        rigors,
        rigors__unsure is true and rigors is null as rigors__unsure,
        extreme_muscle_pain,
        extreme_muscle_pain__unsure is true and extreme_muscle_pain is null as extreme_muscle_pain__unsure,
        aches,
        aches__unsure is true and aches is null as aches__unsure,
        feels_extremely_ill,
        feels_extremely_ill__unsure is true and feels_extremely_ill is null as feels_extremely_ill__unsure,
        feels_unwell,
        feels_unwell__unsure is true and feels_unwell is null as feels_unwell__unsure,
        others_worried,
        others_worried__unsure is true and others_worried is null as others_worried__unsure,
        confusion,
        confusion__unsure is true and confusion is null as confusion__unsure,
        breathless,
        breathless__unsure is true and breathless is null as breathless__unsure,
        faint,
        faint__unsure is true and faint is null as faint__unsure,
        mottled_skin,
        mottled_skin__unsure is true and mottled_skin is null as mottled_skin__unsure,
        no_urine,
        no_urine__unsure is true and no_urine is null as no_urine__unsure,
        little_urine,
        little_urine__unsure is true and little_urine is null as little_urine__unsure,
        widespread_rash,
        widespread_rash__unsure is true and widespread_rash is null as widespread_rash__unsure,
        rash_not_fading,
        rash_not_fading__unsure is true and rash_not_fading is null as rash_not_fading__unsure,
        vomiting,
        vomiting__unsure is true and vomiting is null as vomiting__unsure,
        diarrhoea,
        diarrhoea__unsure is true and diarrhoea is null as diarrhoea__unsure,
        racing_heart,
        racing_heart__unsure is true and racing_heart is null as racing_heart__unsure,
        case when heart_rate >= 30.0 and heart_rate <= 220.0 then heart_rate end as heart_rate,
        heart_rate__unsure is true and heart_rate is null as heart_rate__unsure,
        case when respiratory_rate >= 4.0 and respiratory_rate <= 60.0 then respiratory_rate end as respiratory_rate,
        respiratory_rate__unsure is true and respiratory_rate is null as respiratory_rate__unsure,
        case when systolic_bp >= 50.0 and systolic_bp <= 250.0 then systolic_bp end as systolic_bp,
        systolic_bp__unsure is true and systolic_bp is null as systolic_bp__unsure,
        low_blood_pressure,
        low_blood_pressure__unsure is true and low_blood_pressure is null as low_blood_pressure__unsure,
        case when diastolic_bp >= 30.0 and diastolic_bp <= 160.0 then diastolic_bp end as diastolic_bp,
        diastolic_bp__unsure is true and diastolic_bp is null as diastolic_bp__unsure,
        case when spo2 >= 50.0 and spo2 <= 100.0 then spo2 end as spo2,
        spo2__unsure is true and spo2 is null as spo2__unsure,
        chest_pain,
        chest_pain__unsure is true and chest_pain is null as chest_pain__unsure,
        severe_headache_or_vision,
        severe_headache_or_vision__unsure is true and severe_headache_or_vision is null
            as severe_headache_or_vision__unsure,
        leg_pain_swelling,
        leg_pain_swelling__unsure is true and leg_pain_swelling is null as leg_pain_swelling__unsure,
        heavy_bleeding,
        heavy_bleeding__unsure is true and heavy_bleeding is null as heavy_bleeding__unsure,
        foul_lochia_or_belly_pain,
        foul_lochia_or_belly_pain__unsure is true and foul_lochia_or_belly_pain is null
            as foul_lochia_or_belly_pain__unsure,
        thoughts_of_harm,
        thoughts_of_harm__unsure is true and thoughts_of_harm is null as thoughts_of_harm__unsure,
        case when antibiotic_status in ('none', 'taking', 'finished') then antibiotic_status end as antibiotic_status,
        antibiotic_status__unsure is true and antibiotic_status is null as antibiotic_status__unsure,
        case when antibiotic_hours >= 0.0 and antibiotic_hours <= 720.0 then antibiotic_hours end as antibiotic_hours,
        antibiotic_hours__unsure is true and antibiotic_hours is null as antibiotic_hours__unsure,
        case
            when antibiotic_courses >= 0.0 and antibiotic_courses <= 10.0 then antibiotic_courses
        end as antibiotic_courses,
        antibiotic_courses__unsure is true and antibiotic_courses is null as antibiotic_courses__unsure,
        antibiotic_doses_missed,
        antibiotic_doses_missed__unsure is true and antibiotic_doses_missed is null as antibiotic_doses_missed__unsure,
        antibiotic_reaction,
        antibiotic_reaction__unsure is true and antibiotic_reaction is null as antibiotic_reaction__unsure,
        antibiotic_rash,
        antibiotic_rash__unsure is true and antibiotic_rash is null as antibiotic_rash__unsure,
        drained_this_episode,
        drained_this_episode__unsure is true and drained_this_episode is null as drained_this_episode__unsure,
        drain_site_worse,
        drain_site_worse__unsure is true and drain_site_worse is null as drain_site_worse__unsure,
        case when episodes_before >= 0.0 and episodes_before <= 20.0 then episodes_before end as episodes_before,
        episodes_before__unsure is true and episodes_before is null as episodes_before__unsure,
        same_spot,
        same_spot__unsure is true and same_spot is null as same_spot__unsure,
        immunosuppressed,
        immunosuppressed__unsure is true and immunosuppressed is null as immunosuppressed__unsure,
        diabetes,
        diabetes__unsure is true and diabetes is null as diabetes__unsure,
        hiv,
        hiv__unsure is true and hiv is null as hiv__unsure,
        breast_implant_or_surgery,
        breast_implant_or_surgery__unsure is true and breast_implant_or_surgery is null
            as breast_implant_or_surgery__unsure,
        nipple_piercing,
        nipple_piercing__unsure is true and nipple_piercing is null as nipple_piercing__unsure,
        mrsa,
        mrsa__unsure is true and mrsa is null as mrsa__unsure,
        strep_contact,
        strep_contact__unsure is true and strep_contact is null as strep_contact__unsure,
        surgery_last_6_weeks,
        surgery_last_6_weeks__unsure is true and surgery_last_6_weeks is null as surgery_last_6_weeks__unsure,
        nsaid_unsuitable,
        high_blood_pressure_around_birth,
        heart_disease_or_stroke,
        bowel_inflammation,
        other_nsaid,
        chickenpox_or_shingles,
        chickenpox_or_shingles__unsure is true and chickenpox_or_shingles is null as chickenpox_or_shingles__unsure,
        dehydrated,
        dehydrated__unsure is true and dehydrated is null as dehydrated__unsure,
        paracetamol_unsuitable,
        latch_trouble,
        latch_trouble__unsure is true and latch_trouble is null as latch_trouble__unsure,
        pump_trouble,
        pump_trouble__unsure is true and pump_trouble is null as pump_trouble__unsure,
        breast_refused,
        breast_refused__unsure is true and breast_refused is null as breast_refused__unsure,
        baby_fever,
        baby_fever__unsure is true and baby_fever is null as baby_fever__unsure,
        baby_cold,
        baby_cold__unsure is true and baby_cold is null as baby_cold__unsure,
        baby_poor_feeding,
        baby_poor_feeding__unsure is true and baby_poor_feeding is null as baby_poor_feeding__unsure,
        baby_few_wet_nappies,
        baby_few_wet_nappies__unsure is true and baby_few_wet_nappies is null as baby_few_wet_nappies__unsure,
        baby_hard_to_wake,
        baby_hard_to_wake__unsure is true and baby_hard_to_wake is null as baby_hard_to_wake__unsure,
        baby_fit_or_blue,
        baby_fit_or_blue__unsure is true and baby_fit_or_blue is null as baby_fit_or_blue__unsure,
        baby_rash_or_blisters,
        baby_rash_or_blisters__unsure is true and baby_rash_or_blisters is null as baby_rash_or_blisters__unsure,
        baby_green_vomit_or_bloody_stool,
        baby_green_vomit_or_bloody_stool__unsure is true and baby_green_vomit_or_bloody_stool is null
            as baby_green_vomit_or_bloody_stool__unsure,
        baby_jaundice,
        baby_jaundice__unsure is true and baby_jaundice is null as baby_jaundice__unsure,
        baby_preterm_or_ill,
        baby_preterm_or_ill__unsure is true and baby_preterm_or_ill is null as baby_preterm_or_ill__unsure,
        baby_breast_swollen,
        baby_breast_swollen__unsure is true and baby_breast_swollen is null as baby_breast_swollen__unsure,
        baby_breast_discharge,
        baby_breast_discharge__unsure is true and baby_breast_discharge is null as baby_breast_discharge__unsure,
        baby_mouth_thrush,
        baby_mouth_thrush__unsure is true and baby_mouth_thrush is null as baby_mouth_thrush__unsure,
        wound_at_baby_mouth,
        wound_at_baby_mouth__unsure is true and wound_at_baby_mouth is null as wound_at_baby_mouth__unsure,
        invasive_strep_b,
        invasive_strep_b__unsure is true and invasive_strep_b is null as invasive_strep_b__unsure,
        case
            when ultrasound in ('not_done', 'normal', 'collection', 'ill_defined_fluid', 'milk_cyst', 'solid_mass')
                then ultrasound
        end as ultrasound,
        low_mood,
        low_mood__unsure is true and low_mood is null as low_mood__unsure,
        overwhelming_tiredness,
        overwhelming_tiredness__unsure is true and overwhelming_tiredness is null as overwhelming_tiredness__unsure,
        baby_reaction_to_antibiotic,
        baby_reaction_to_antibiotic__unsure is true and baby_reaction_to_antibiotic is null
            as baby_reaction_to_antibiotic__unsure
    from patients
),
step_1 as materialized (
    select
        id,
        (
            lump
            or lump_hours is not null
            or lump_size_cm is not null
            or lump_fluctuant is true
            or lump_tender is true
            or lump_eases_after_feed is true
            or lump_growing is true
            or lump_mobile_smooth is true
        ) as lump__proven,
        redness or redness_spreading is true or redness_third_of_breast is true as redness__proven,
        -- for later steps:
        aches, aches__unsure, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__unsure, antibiotic_hours, antibiotic_hours__unsure,
        antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status,
        antibiotic_status__unsure, armpit_lump, armpit_lump__unsure, baby_breast_discharge,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__unsure, baby_cold, baby_cold__unsure,
        baby_fever, baby_fever__unsure, baby_few_wet_nappies, baby_few_wet_nappies__unsure, baby_fit_or_blue,
        baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__unsure,
        baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__unsure, baby_mouth_thrush,
        baby_mouth_thrush__unsure, baby_poor_feeding, baby_poor_feeding__unsure, baby_preterm_or_ill,
        baby_preterm_or_ill__unsure, baby_rash_or_blisters, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__unsure, baby_situation, baby_situation__unsure,
        bowel_inflammation, breast_implant_or_surgery, breast_implant_or_surgery__unsure, breast_pain,
        breast_pain__unsure, breast_refused, breast_refused__unsure, breathless, breathless__unsure, chest_pain,
        chest_pain__unsure, chickenpox_or_shingles, chickenpox_or_shingles__unsure, chills, chills__unsure, confusion,
        confusion__unsure, days_since_birth, days_since_birth__unsure, dehydrated, dehydrated__unsure, diabetes,
        diabetes__unsure, diarrhoea, diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge,
        discharge__unsure, drain_site_worse, drain_site_worse__unsure, drained_this_episode,
        drained_this_episode__unsure, episodes_before, episodes_before__unsure, extent, extent__unsure,
        extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure, feels_extremely_ill,
        feels_extremely_ill__unsure, feels_feverish, feels_feverish__unsure, feels_unwell, feels_unwell__unsure,
        foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere, glands_elsewhere__unsure,
        heart_disease_or_stroke, heart_rate, heart_rate__unsure, heavy_bleeding, heavy_bleeding__unsure,
        herpes_exposure, herpes_exposure__unsure, high_blood_pressure_around_birth, hiv, hiv__unsure, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, immunosuppressed, immunosuppressed__unsure, invasive_strep_b,
        invasive_strep_b__unsure, lactation, lactation__unsure, latch_trouble, latch_trouble__unsure,
        leg_pain_swelling, leg_pain_swelling__unsure, little_urine, little_urine__unsure, low_blood_pressure,
        low_blood_pressure__unsure, low_mood, low_mood__unsure, lump, lump__unsure, lump_eases_after_feed,
        lump_eases_after_feed__unsure, lump_fluctuant, lump_fluctuant__unsure, lump_growing, lump_growing__unsure,
        lump_hours, lump_hours__unsure, lump_mobile_smooth, lump_mobile_smooth__unsure, lump_remains,
        lump_remains__unsure, lump_size_cm, lump_size_cm__unsure, lump_tender, lump_tender__unsure,
        male_or_chest_surgery, male_or_chest_surgery__unsure, mottled_skin, mottled_skin__unsure, mrsa, mrsa__unsure,
        nipple_blanches, nipple_blanches__unsure, nipple_bleb, nipple_bleb__unsure, nipple_blisters,
        nipple_blisters__unsure, nipple_burning, nipple_burning__unsure, nipple_crack, nipple_crack__unsure,
        nipple_pain, nipple_pain__unsure, nipple_piercing, nipple_piercing__unsure, nipple_retraction_new,
        nipple_retraction_new__unsure, nipple_scaly_rash, nipple_scaly_rash__unsure, no_urine, no_urine__unsure,
        nsaid_unsuitable, other_nsaid, others_worried, others_worried__unsure, overwhelming_tiredness,
        overwhelming_tiredness__unsure, pain, pain__unsure, pain_out_of_proportion, pain_out_of_proportion__unsure,
        painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble, pump_trouble__unsure, quadrant,
        racing_heart, racing_heart__unsure, rash_not_fading, rash_not_fading__unsure, red_streaks,
        red_streaks__unsure, redness, redness__unsure, redness_spreading, redness_spreading__unsure,
        redness_third_of_breast, redness_third_of_breast__unsure, respiratory_rate, respiratory_rate__unsure, rigors,
        rigors__unsure, same_spot, same_spot__unsure, severe_headache_or_vision, severe_headache_or_vision__unsure,
        side, side__unsure, skin_dark_or_blistered, skin_dark_or_blistered__unsure, skin_dimpling,
        skin_dimpling__unsure, skin_ulcer_or_open_wound, skin_ulcer_or_open_wound__unsure, spo2, spo2__unsure,
        strep_contact, strep_contact__unsure, surgery_last_6_weeks, surgery_last_6_weeks__unsure, swelling,
        swelling__unsure, systolic_bp, systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord,
        tender_cord__unsure, thoughts_of_harm, thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting,
        vomiting__unsure, warmth, warmth__unsure, widespread_rash, widespread_rash__unsure, wound_at_baby_mouth,
        wound_at_baby_mouth__unsure
    from given
),
step_2 as materialized (
    select
        id,
        drained_this_episode or drain_site_worse is true as drained_this_episode__proven,
        redness__proven is not false as redness_spreading__may_apply,
        lump__proven is not false as lump_hours__may_apply,
        -- for later steps:
        aches, aches__unsure, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__unsure, antibiotic_hours, antibiotic_hours__unsure,
        antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status,
        antibiotic_status__unsure, armpit_lump, armpit_lump__unsure, baby_breast_discharge,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__unsure, baby_cold, baby_cold__unsure,
        baby_fever, baby_fever__unsure, baby_few_wet_nappies, baby_few_wet_nappies__unsure, baby_fit_or_blue,
        baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__unsure,
        baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__unsure, baby_mouth_thrush,
        baby_mouth_thrush__unsure, baby_poor_feeding, baby_poor_feeding__unsure, baby_preterm_or_ill,
        baby_preterm_or_ill__unsure, baby_rash_or_blisters, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__unsure, baby_situation, baby_situation__unsure,
        bowel_inflammation, breast_implant_or_surgery, breast_implant_or_surgery__unsure, breast_pain,
        breast_pain__unsure, breast_refused, breast_refused__unsure, breathless, breathless__unsure, chest_pain,
        chest_pain__unsure, chickenpox_or_shingles, chickenpox_or_shingles__unsure, chills, chills__unsure, confusion,
        confusion__unsure, days_since_birth, days_since_birth__unsure, dehydrated, dehydrated__unsure, diabetes,
        diabetes__unsure, diarrhoea, diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge,
        discharge__unsure, drain_site_worse, drain_site_worse__unsure, drained_this_episode,
        drained_this_episode__unsure, episodes_before, episodes_before__unsure, extent, extent__unsure,
        extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure, feels_extremely_ill,
        feels_extremely_ill__unsure, feels_feverish, feels_feverish__unsure, feels_unwell, feels_unwell__unsure,
        foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere, glands_elsewhere__unsure,
        heart_disease_or_stroke, heart_rate, heart_rate__unsure, heavy_bleeding, heavy_bleeding__unsure,
        herpes_exposure, herpes_exposure__unsure, high_blood_pressure_around_birth, hiv, hiv__unsure, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, immunosuppressed, immunosuppressed__unsure, invasive_strep_b,
        invasive_strep_b__unsure, lactation, lactation__unsure, latch_trouble, latch_trouble__unsure,
        leg_pain_swelling, leg_pain_swelling__unsure, little_urine, little_urine__unsure, low_blood_pressure,
        low_blood_pressure__unsure, low_mood, low_mood__unsure, lump, lump__proven, lump__unsure,
        lump_eases_after_feed, lump_eases_after_feed__unsure, lump_fluctuant, lump_fluctuant__unsure, lump_growing,
        lump_growing__unsure, lump_hours, lump_hours__unsure, lump_mobile_smooth, lump_mobile_smooth__unsure,
        lump_remains, lump_remains__unsure, lump_size_cm, lump_size_cm__unsure, lump_tender, lump_tender__unsure,
        male_or_chest_surgery, male_or_chest_surgery__unsure, mottled_skin, mottled_skin__unsure, mrsa, mrsa__unsure,
        nipple_blanches, nipple_blanches__unsure, nipple_bleb, nipple_bleb__unsure, nipple_blisters,
        nipple_blisters__unsure, nipple_burning, nipple_burning__unsure, nipple_crack, nipple_crack__unsure,
        nipple_pain, nipple_pain__unsure, nipple_piercing, nipple_piercing__unsure, nipple_retraction_new,
        nipple_retraction_new__unsure, nipple_scaly_rash, nipple_scaly_rash__unsure, no_urine, no_urine__unsure,
        nsaid_unsuitable, other_nsaid, others_worried, others_worried__unsure, overwhelming_tiredness,
        overwhelming_tiredness__unsure, pain, pain__unsure, pain_out_of_proportion, pain_out_of_proportion__unsure,
        painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble, pump_trouble__unsure, quadrant,
        racing_heart, racing_heart__unsure, rash_not_fading, rash_not_fading__unsure, red_streaks,
        red_streaks__unsure, redness, redness__proven, redness__unsure, redness_spreading, redness_spreading__unsure,
        redness_third_of_breast, redness_third_of_breast__unsure, respiratory_rate, respiratory_rate__unsure, rigors,
        rigors__unsure, same_spot, same_spot__unsure, severe_headache_or_vision, severe_headache_or_vision__unsure,
        side, side__unsure, skin_dark_or_blistered, skin_dark_or_blistered__unsure, skin_dimpling,
        skin_dimpling__unsure, skin_ulcer_or_open_wound, skin_ulcer_or_open_wound__unsure, spo2, spo2__unsure,
        strep_contact, strep_contact__unsure, surgery_last_6_weeks, surgery_last_6_weeks__unsure, swelling,
        swelling__unsure, systolic_bp, systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord,
        tender_cord__unsure, thoughts_of_harm, thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting,
        vomiting__unsure, warmth, warmth__unsure, widespread_rash, widespread_rash__unsure, wound_at_baby_mouth,
        wound_at_baby_mouth__unsure
    from step_1
),
step_3 as materialized (
    select
        id,
        redness_spreading is true or (redness_spreading__may_apply and redness_spreading) as redness_spreading__read,
        redness_third_of_breast is true or (redness_spreading__may_apply and redness_third_of_breast)
            as redness_third_of_breast__read,
        lump_fluctuant is true or (lump_hours__may_apply and lump_fluctuant) as lump_fluctuant__read,
        lump_tender is true or (lump_hours__may_apply and lump_tender) as lump_tender__read,
        lump_eases_after_feed is true or (lump_hours__may_apply and lump_eases_after_feed)
            as lump_eases_after_feed__read,
        lump_growing is true or (lump_hours__may_apply and lump_growing) as lump_growing__read,
        lump_mobile_smooth is true or (lump_hours__may_apply and lump_mobile_smooth) as lump_mobile_smooth__read,
        drained_this_episode__proven is not false as drain_site_worse__may_apply,
        -- for later steps:
        aches, aches__unsure, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__unsure, antibiotic_hours, antibiotic_hours__unsure,
        antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status,
        antibiotic_status__unsure, armpit_lump, armpit_lump__unsure, baby_breast_discharge,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__unsure, baby_cold, baby_cold__unsure,
        baby_fever, baby_fever__unsure, baby_few_wet_nappies, baby_few_wet_nappies__unsure, baby_fit_or_blue,
        baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__unsure,
        baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__unsure, baby_mouth_thrush,
        baby_mouth_thrush__unsure, baby_poor_feeding, baby_poor_feeding__unsure, baby_preterm_or_ill,
        baby_preterm_or_ill__unsure, baby_rash_or_blisters, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__unsure, baby_situation, baby_situation__unsure,
        bowel_inflammation, breast_implant_or_surgery, breast_implant_or_surgery__unsure, breast_pain,
        breast_pain__unsure, breast_refused, breast_refused__unsure, breathless, breathless__unsure, chest_pain,
        chest_pain__unsure, chickenpox_or_shingles, chickenpox_or_shingles__unsure, chills, chills__unsure, confusion,
        confusion__unsure, days_since_birth, days_since_birth__unsure, dehydrated, dehydrated__unsure, diabetes,
        diabetes__unsure, diarrhoea, diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge,
        discharge__unsure, drain_site_worse, drain_site_worse__unsure, drained_this_episode,
        drained_this_episode__proven, drained_this_episode__unsure, episodes_before, episodes_before__unsure, extent,
        extent__unsure, extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure, feels_extremely_ill,
        feels_extremely_ill__unsure, feels_feverish, feels_feverish__unsure, feels_unwell, feels_unwell__unsure,
        foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere, glands_elsewhere__unsure,
        heart_disease_or_stroke, heart_rate, heart_rate__unsure, heavy_bleeding, heavy_bleeding__unsure,
        herpes_exposure, herpes_exposure__unsure, high_blood_pressure_around_birth, hiv, hiv__unsure, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, immunosuppressed, immunosuppressed__unsure, invasive_strep_b,
        invasive_strep_b__unsure, lactation, lactation__unsure, latch_trouble, latch_trouble__unsure,
        leg_pain_swelling, leg_pain_swelling__unsure, little_urine, little_urine__unsure, low_blood_pressure,
        low_blood_pressure__unsure, low_mood, low_mood__unsure, lump, lump__proven, lump__unsure,
        lump_eases_after_feed, lump_eases_after_feed__unsure, lump_fluctuant, lump_fluctuant__unsure, lump_growing,
        lump_growing__unsure, lump_hours, lump_hours__may_apply, lump_hours__unsure, lump_mobile_smooth,
        lump_mobile_smooth__unsure, lump_remains, lump_remains__unsure, lump_size_cm, lump_size_cm__unsure,
        lump_tender, lump_tender__unsure, male_or_chest_surgery, male_or_chest_surgery__unsure, mottled_skin,
        mottled_skin__unsure, mrsa, mrsa__unsure, nipple_blanches, nipple_blanches__unsure, nipple_bleb,
        nipple_bleb__unsure, nipple_blisters, nipple_blisters__unsure, nipple_burning, nipple_burning__unsure,
        nipple_crack, nipple_crack__unsure, nipple_pain, nipple_pain__unsure, nipple_piercing,
        nipple_piercing__unsure, nipple_retraction_new, nipple_retraction_new__unsure, nipple_scaly_rash,
        nipple_scaly_rash__unsure, no_urine, no_urine__unsure, nsaid_unsuitable, other_nsaid, others_worried,
        others_worried__unsure, overwhelming_tiredness, overwhelming_tiredness__unsure, pain, pain__unsure,
        pain_out_of_proportion, pain_out_of_proportion__unsure, painkiller_last_6h, paracetamol_unsuitable, pregnant,
        pump_trouble, pump_trouble__unsure, quadrant, racing_heart, racing_heart__unsure, rash_not_fading,
        rash_not_fading__unsure, red_streaks, red_streaks__unsure, redness, redness__proven, redness__unsure,
        redness_spreading, redness_spreading__unsure, redness_third_of_breast, redness_third_of_breast__unsure,
        respiratory_rate, respiratory_rate__unsure, rigors, rigors__unsure, same_spot, same_spot__unsure,
        severe_headache_or_vision, severe_headache_or_vision__unsure, side, side__unsure, skin_dark_or_blistered,
        skin_dark_or_blistered__unsure, skin_dimpling, skin_dimpling__unsure, skin_ulcer_or_open_wound,
        skin_ulcer_or_open_wound__unsure, spo2, spo2__unsure, strep_contact, strep_contact__unsure,
        surgery_last_6_weeks, surgery_last_6_weeks__unsure, swelling, swelling__unsure, systolic_bp,
        systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord, tender_cord__unsure, thoughts_of_harm,
        thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting, vomiting__unsure, warmth,
        warmth__unsure, widespread_rash, widespread_rash__unsure, wound_at_baby_mouth, wound_at_baby_mouth__unsure
    from step_2
),
step_4 as materialized (
    select
        id,
        (antibiotic_status in ('taking', 'finished')) is not false as antibiotic_hours__may_apply,
        drain_site_worse is true or (drain_site_worse__may_apply and drain_site_worse) as drain_site_worse__read,
        (
            (
                lactation in ('breastfeeding')
                and baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is not false
        ) as latch_trouble__may_apply,
        (lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified')) is not false
            as pump_trouble__may_apply,
        (baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')) is not false
            as baby_fever__may_apply,
        (
            (
                antibiotic_status in ('taking', 'finished')
                and baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is not false
        ) as baby_reaction_to_antibiotic__may_apply,
        (redness__unsure and redness__proven is not false) or (not redness__unsure and redness) as redness__given,
        (
            (redness_spreading__unsure and redness_spreading__read is not false)
            or (not redness_spreading__unsure and redness_spreading)
        ) as redness_spreading__given,
        (
            (redness_third_of_breast__unsure and redness_third_of_breast__read is not false)
            or (not redness_third_of_breast__unsure and redness_third_of_breast)
        ) as redness_third_of_breast__given,
        (lump__unsure and lump__proven is not false) or (not lump__unsure and lump) as lump__given,
        (
            (lump_fluctuant__unsure and lump_fluctuant__read is not false)
            or (not lump_fluctuant__unsure and lump_fluctuant)
        ) as lump_fluctuant__given,
        (lump_tender__unsure and lump_tender__read is true) or (not lump_tender__unsure and lump_tender)
            as lump_tender__given,
        (
            (lump_eases_after_feed__unsure and lump_eases_after_feed__read is true)
            or (not lump_eases_after_feed__unsure and lump_eases_after_feed)
        ) as lump_eases_after_feed__given,
        (lump_growing__unsure and lump_growing__read is not false) or (not lump_growing__unsure and lump_growing)
            as lump_growing__given,
        (
            (lump_mobile_smooth__unsure and lump_mobile_smooth__read is not false)
            or (not lump_mobile_smooth__unsure and lump_mobile_smooth)
        ) as lump_mobile_smooth__given,
        -- for later steps:
        aches, aches__unsure, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__unsure, antibiotic_hours, antibiotic_hours__unsure,
        antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status,
        antibiotic_status__unsure, armpit_lump, armpit_lump__unsure, baby_breast_discharge,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__unsure, baby_cold, baby_cold__unsure,
        baby_fever, baby_fever__unsure, baby_few_wet_nappies, baby_few_wet_nappies__unsure, baby_fit_or_blue,
        baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__unsure,
        baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__unsure, baby_mouth_thrush,
        baby_mouth_thrush__unsure, baby_poor_feeding, baby_poor_feeding__unsure, baby_preterm_or_ill,
        baby_preterm_or_ill__unsure, baby_rash_or_blisters, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__unsure, baby_situation, baby_situation__unsure,
        bowel_inflammation, breast_implant_or_surgery, breast_implant_or_surgery__unsure, breast_pain,
        breast_pain__unsure, breast_refused, breast_refused__unsure, breathless, breathless__unsure, chest_pain,
        chest_pain__unsure, chickenpox_or_shingles, chickenpox_or_shingles__unsure, chills, chills__unsure, confusion,
        confusion__unsure, days_since_birth, days_since_birth__unsure, dehydrated, dehydrated__unsure, diabetes,
        diabetes__unsure, diarrhoea, diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge,
        discharge__unsure, drain_site_worse, drain_site_worse__unsure, drained_this_episode,
        drained_this_episode__proven, drained_this_episode__unsure, episodes_before, episodes_before__unsure, extent,
        extent__unsure, extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure, feels_extremely_ill,
        feels_extremely_ill__unsure, feels_feverish, feels_feverish__unsure, feels_unwell, feels_unwell__unsure,
        foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere, glands_elsewhere__unsure,
        heart_disease_or_stroke, heart_rate, heart_rate__unsure, heavy_bleeding, heavy_bleeding__unsure,
        herpes_exposure, herpes_exposure__unsure, high_blood_pressure_around_birth, hiv, hiv__unsure, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, immunosuppressed, immunosuppressed__unsure, invasive_strep_b,
        invasive_strep_b__unsure, lactation, lactation__unsure, latch_trouble, latch_trouble__unsure,
        leg_pain_swelling, leg_pain_swelling__unsure, little_urine, little_urine__unsure, low_blood_pressure,
        low_blood_pressure__unsure, low_mood, low_mood__unsure, lump, lump__proven, lump_eases_after_feed,
        lump_eases_after_feed__read, lump_fluctuant, lump_fluctuant__read, lump_growing, lump_growing__read,
        lump_hours, lump_hours__may_apply, lump_hours__unsure, lump_mobile_smooth, lump_mobile_smooth__read,
        lump_remains, lump_remains__unsure, lump_size_cm, lump_size_cm__unsure, lump_tender, lump_tender__read,
        male_or_chest_surgery, male_or_chest_surgery__unsure, mottled_skin, mottled_skin__unsure, mrsa, mrsa__unsure,
        nipple_blanches, nipple_blanches__unsure, nipple_bleb, nipple_bleb__unsure, nipple_blisters,
        nipple_blisters__unsure, nipple_burning, nipple_burning__unsure, nipple_crack, nipple_crack__unsure,
        nipple_pain, nipple_pain__unsure, nipple_piercing, nipple_piercing__unsure, nipple_retraction_new,
        nipple_retraction_new__unsure, nipple_scaly_rash, nipple_scaly_rash__unsure, no_urine, no_urine__unsure,
        nsaid_unsuitable, other_nsaid, others_worried, others_worried__unsure, overwhelming_tiredness,
        overwhelming_tiredness__unsure, pain, pain__unsure, pain_out_of_proportion, pain_out_of_proportion__unsure,
        painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble, pump_trouble__unsure, quadrant,
        racing_heart, racing_heart__unsure, rash_not_fading, rash_not_fading__unsure, red_streaks,
        red_streaks__unsure, redness, redness__proven, redness_spreading, redness_spreading__read,
        redness_third_of_breast, redness_third_of_breast__read, respiratory_rate, respiratory_rate__unsure, rigors,
        rigors__unsure, same_spot, same_spot__unsure, severe_headache_or_vision, severe_headache_or_vision__unsure,
        side, side__unsure, skin_dark_or_blistered, skin_dark_or_blistered__unsure, skin_dimpling,
        skin_dimpling__unsure, skin_ulcer_or_open_wound, skin_ulcer_or_open_wound__unsure, spo2, spo2__unsure,
        strep_contact, strep_contact__unsure, surgery_last_6_weeks, surgery_last_6_weeks__unsure, swelling,
        swelling__unsure, systolic_bp, systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord,
        tender_cord__unsure, thoughts_of_harm, thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting,
        vomiting__unsure, warmth, warmth__unsure, widespread_rash, widespread_rash__unsure, wound_at_baby_mouth,
        wound_at_baby_mouth__unsure
    from step_3
),
step_5 as materialized (
    select
        id,
        (answering_for in ('clinician')) is not false as heart_rate__may_apply,
        antibiotic_doses_missed is true or (antibiotic_hours__may_apply and antibiotic_doses_missed)
            as antibiotic_doses_missed__read,
        latch_trouble is true or (latch_trouble__may_apply and latch_trouble) as latch_trouble__read,
        pump_trouble is true or (pump_trouble__may_apply and pump_trouble) as pump_trouble__read,
        breast_refused is true or (latch_trouble__may_apply and breast_refused) as breast_refused__read,
        baby_fever is true or (baby_fever__may_apply and baby_fever) as baby_fever__read,
        baby_jaundice is true or (baby_fever__may_apply and baby_jaundice) as baby_jaundice__read,
        baby_breast_swollen is true or (baby_fever__may_apply and baby_breast_swollen) as baby_breast_swollen__read,
        baby_breast_discharge is true or (baby_fever__may_apply and baby_breast_discharge)
            as baby_breast_discharge__read,
        (
            baby_reaction_to_antibiotic is true
            or (baby_reaction_to_antibiotic__may_apply and baby_reaction_to_antibiotic)
        ) as baby_reaction_to_antibiotic__read,
        nipple_pain__unsure or nipple_pain as nipple_pain__given,
        warmth__unsure or warmth as warmth__given,
        swelling__unsure or swelling as swelling__given,
        skin_dimpling__unsure or skin_dimpling as skin_dimpling__given,
        skin_ulcer_or_open_wound__unsure or skin_ulcer_or_open_wound as skin_ulcer_or_open_wound__given,
        nipple_crack__unsure or nipple_crack as nipple_crack__given,
        nipple_bleb__unsure or nipple_bleb as nipple_bleb__given,
        nipple_scaly_rash__unsure or nipple_scaly_rash as nipple_scaly_rash__given,
        nipple_retraction_new__unsure or nipple_retraction_new as nipple_retraction_new__given,
        nipple_blanches__unsure or nipple_blanches as nipple_blanches__given,
        nipple_burning__unsure or nipple_burning as nipple_burning__given,
        feels_feverish__unsure or feels_feverish as feels_feverish__given,
        chills__unsure or chills as chills__given,
        aches__unsure or aches as aches__given,
        (
            (drained_this_episode__unsure and drained_this_episode__proven is not false)
            or (not drained_this_episode__unsure and drained_this_episode)
        ) as drained_this_episode__given,
        (
            (drain_site_worse__unsure and drain_site_worse__read is not false)
            or (not drain_site_worse__unsure and drain_site_worse)
        ) as drain_site_worse__given,
        (
            lump__given
            or lump_hours is not null
            or (lump_hours__unsure and lump_hours__may_apply)
            or lump_size_cm is not null
            or (lump_size_cm__unsure and lump_hours__may_apply)
            or lump_fluctuant__given is true
            or lump_tender__given is true
            or lump_eases_after_feed__given is true
            or lump_growing__given is true
            or lump_mobile_smooth__given is true
        ) as lump__proven__counted,
        redness__given or redness_spreading__given is true or redness_third_of_breast__given is true
            as redness__proven__counted,
        -- even fullness of both whole breasts in the first two weeks. Sources: seed-11, abm20-01, whoiycf-02,
        -- owner#2.
        (
            not side__unsure
            and side in ('both')
            and not extent__unsure
            and extent in ('whole_breast')
            and (days_since_birth__unsure or days_since_birth <= 14.0 /* engorgement_window */)
        ) as early_fullness__counted,
        -- pink or brown milk from both breasts in the first days. Sources: differentials#31, babygooroo-01.
        (
            not discharge__unsure
            and discharge in ('blood')
            and not side__unsure
            and side in ('both')
            and not days_since_birth__unsure
            and days_since_birth <= 5.0 /* blood_in_milk_days */
        ) as early_blood__counted,
        -- for later steps:
        aches, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__unsure, antibiotic_hours, antibiotic_hours__may_apply,
        antibiotic_hours__unsure, antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction,
        antibiotic_reaction__unsure, antibiotic_status, antibiotic_status__unsure, armpit_lump, armpit_lump__unsure,
        baby_breast_discharge, baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__unsure,
        baby_cold, baby_cold__unsure, baby_fever, baby_fever__may_apply, baby_fever__unsure, baby_few_wet_nappies,
        baby_few_wet_nappies__unsure, baby_fit_or_blue, baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool,
        baby_green_vomit_or_bloody_stool__unsure, baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice,
        baby_jaundice__unsure, baby_mouth_thrush, baby_mouth_thrush__unsure, baby_poor_feeding,
        baby_poor_feeding__unsure, baby_preterm_or_ill, baby_preterm_or_ill__unsure, baby_rash_or_blisters,
        baby_rash_or_blisters__unsure, baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__unsure,
        baby_situation, baby_situation__unsure, bowel_inflammation, breast_implant_or_surgery,
        breast_implant_or_surgery__unsure, breast_pain, breast_pain__unsure, breast_refused, breast_refused__unsure,
        breathless, breathless__unsure, chest_pain, chest_pain__unsure, chickenpox_or_shingles,
        chickenpox_or_shingles__unsure, chills, confusion, confusion__unsure, days_since_birth,
        days_since_birth__unsure, dehydrated, dehydrated__unsure, diabetes, diabetes__unsure, diarrhoea,
        diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge, discharge__unsure, drain_site_worse,
        drain_site_worse__read, drained_this_episode, drained_this_episode__proven, episodes_before,
        episodes_before__unsure, extent, extent__unsure, extreme_muscle_pain, extreme_muscle_pain__unsure, faint,
        faint__unsure, feels_extremely_ill, feels_extremely_ill__unsure, feels_feverish, feels_unwell,
        feels_unwell__unsure, foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere,
        glands_elsewhere__unsure, heart_disease_or_stroke, heart_rate, heart_rate__unsure, heavy_bleeding,
        heavy_bleeding__unsure, herpes_exposure, herpes_exposure__unsure, high_blood_pressure_around_birth, hiv,
        hiv__unsure, hours_of_fever, hours_since_onset, hours_since_onset__unsure, immunosuppressed,
        immunosuppressed__unsure, invasive_strep_b, invasive_strep_b__unsure, lactation, lactation__unsure,
        latch_trouble, latch_trouble__unsure, leg_pain_swelling, leg_pain_swelling__unsure, little_urine,
        little_urine__unsure, low_blood_pressure, low_blood_pressure__unsure, low_mood, low_mood__unsure, lump,
        lump__given, lump__proven, lump_eases_after_feed, lump_eases_after_feed__given, lump_eases_after_feed__read,
        lump_fluctuant, lump_fluctuant__given, lump_fluctuant__read, lump_growing, lump_growing__given,
        lump_growing__read, lump_hours, lump_hours__may_apply, lump_hours__unsure, lump_mobile_smooth,
        lump_mobile_smooth__given, lump_mobile_smooth__read, lump_remains, lump_remains__unsure, lump_size_cm,
        lump_size_cm__unsure, lump_tender, lump_tender__given, lump_tender__read, male_or_chest_surgery,
        male_or_chest_surgery__unsure, mottled_skin, mottled_skin__unsure, mrsa, mrsa__unsure, nipple_blanches,
        nipple_bleb, nipple_blisters, nipple_blisters__unsure, nipple_burning, nipple_crack, nipple_pain,
        nipple_piercing, nipple_piercing__unsure, nipple_retraction_new, nipple_scaly_rash, no_urine,
        no_urine__unsure, nsaid_unsuitable, other_nsaid, others_worried, others_worried__unsure,
        overwhelming_tiredness, overwhelming_tiredness__unsure, pain, pain__unsure, pain_out_of_proportion,
        pain_out_of_proportion__unsure, painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble,
        pump_trouble__unsure, quadrant, racing_heart, racing_heart__unsure, rash_not_fading, rash_not_fading__unsure,
        red_streaks, red_streaks__unsure, redness, redness__given, redness__proven, redness_spreading,
        redness_spreading__given, redness_spreading__read, redness_third_of_breast, redness_third_of_breast__given,
        redness_third_of_breast__read, respiratory_rate, respiratory_rate__unsure, rigors, rigors__unsure, same_spot,
        same_spot__unsure, severe_headache_or_vision, severe_headache_or_vision__unsure, side, side__unsure,
        skin_dark_or_blistered, skin_dark_or_blistered__unsure, skin_dimpling, skin_ulcer_or_open_wound, spo2,
        spo2__unsure, strep_contact, strep_contact__unsure, surgery_last_6_weeks, surgery_last_6_weeks__unsure,
        swelling, systolic_bp, systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord,
        tender_cord__unsure, thoughts_of_harm, thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting,
        vomiting__unsure, warmth, widespread_rash, widespread_rash__unsure, wound_at_baby_mouth,
        wound_at_baby_mouth__unsure
    from step_4
),
step_6 as materialized (
    select
        id,
        low_blood_pressure is true or (heart_rate__may_apply and low_blood_pressure) as low_blood_pressure__read,
        baby_cold is true or (baby_fever__may_apply and baby_cold) as baby_cold__read,
        baby_poor_feeding is true or (baby_fever__may_apply and baby_poor_feeding) as baby_poor_feeding__read,
        baby_few_wet_nappies is true or (baby_fever__may_apply and baby_few_wet_nappies) as baby_few_wet_nappies__read,
        baby_hard_to_wake is true or (baby_fever__may_apply and baby_hard_to_wake) as baby_hard_to_wake__read,
        baby_fit_or_blue is true or (baby_fever__may_apply and baby_fit_or_blue) as baby_fit_or_blue__read,
        baby_rash_or_blisters is true or (baby_fever__may_apply and baby_rash_or_blisters)
            as baby_rash_or_blisters__read,
        baby_green_vomit_or_bloody_stool is true or (baby_fever__may_apply and baby_green_vomit_or_bloody_stool)
            as baby_green_vomit_or_bloody_stool__read,
        baby_preterm_or_ill is true or (baby_fever__may_apply and baby_preterm_or_ill) as baby_preterm_or_ill__read,
        baby_mouth_thrush is true or (baby_fever__may_apply and baby_mouth_thrush) as baby_mouth_thrush__read,
        wound_at_baby_mouth is true or (baby_fever__may_apply and wound_at_baby_mouth) as wound_at_baby_mouth__read,
        invasive_strep_b is true or (heart_rate__may_apply and invasive_strep_b) as invasive_strep_b__read,
        male_or_chest_surgery__unsure or male_or_chest_surgery as male_or_chest_surgery__given,
        breast_pain__unsure or breast_pain as breast_pain__given,
        not pain_out_of_proportion__unsure and pain_out_of_proportion as pain_out_of_proportion__given,
        red_streaks__unsure or red_streaks as red_streaks__given,
        tender_cord__unsure or tender_cord as tender_cord__given,
        lump_remains__unsure or lump_remains as lump_remains__given,
        not skin_dark_or_blistered__unsure and skin_dark_or_blistered as skin_dark_or_blistered__given,
        nipple_blisters__unsure or nipple_blisters as nipple_blisters__given,
        armpit_lump__unsure or armpit_lump as armpit_lump__given,
        feels_unwell__unsure or feels_unwell as feels_unwell__given,
        (
            (antibiotic_doses_missed__unsure and antibiotic_doses_missed__read is not false)
            or (not antibiotic_doses_missed__unsure and antibiotic_doses_missed)
        ) as antibiotic_doses_missed__given,
        immunosuppressed__unsure or immunosuppressed as immunosuppressed__given,
        diabetes__unsure or diabetes as diabetes__given,
        breast_implant_or_surgery__unsure or breast_implant_or_surgery as breast_implant_or_surgery__given,
        mrsa__unsure or mrsa as mrsa__given,
        strep_contact__unsure or strep_contact as strep_contact__given,
        surgery_last_6_weeks__unsure or surgery_last_6_weeks as surgery_last_6_weeks__given,
        (latch_trouble__unsure and latch_trouble__read is not false) or (not latch_trouble__unsure and latch_trouble)
            as latch_trouble__given,
        (pump_trouble__unsure and pump_trouble__read is not false) or (not pump_trouble__unsure and pump_trouble)
            as pump_trouble__given,
        (
            (breast_refused__unsure and breast_refused__read is not false)
            or (not breast_refused__unsure and breast_refused)
        ) as breast_refused__given,
        (baby_fever__unsure and baby_fever__read is not false) or (not baby_fever__unsure and baby_fever)
            as baby_fever__given,
        (baby_jaundice__unsure and baby_jaundice__read is not false) or (not baby_jaundice__unsure and baby_jaundice)
            as baby_jaundice__given,
        (
            (baby_breast_swollen__unsure and baby_breast_swollen__read is true)
            or (not baby_breast_swollen__unsure and baby_breast_swollen)
        ) as baby_breast_swollen__given,
        (
            (baby_breast_discharge__unsure and baby_breast_discharge__read is true)
            or (not baby_breast_discharge__unsure and baby_breast_discharge)
        ) as baby_breast_discharge__given,
        (
            (baby_reaction_to_antibiotic__unsure and baby_reaction_to_antibiotic__read is not false)
            or (not baby_reaction_to_antibiotic__unsure and baby_reaction_to_antibiotic)
        ) as baby_reaction_to_antibiotic__given,
        drained_this_episode__given or drain_site_worse__given is true as drained_this_episode__proven__counted,
        redness__proven__counted is not false as redness_spreading__may_apply__counted,
        lump__proven__counted is not false as lump_hours__may_apply__counted,
        (not antibiotic_status__unsure and antibiotic_status in ('taking', 'finished')) is not false
            as antibiotic_hours__may_apply__counted,
        (
            (
                not lactation__unsure
                and lactation in ('breastfeeding')
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                )
            ) is not false
        ) as latch_trouble__may_apply__counted,
        (
            (
                baby_situation__unsure
                or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is not false
        ) as baby_fever__may_apply__counted,
        (redness__proven__counted and redness__given is not false) is not false as redness_spreading__may_apply__r11,
        (lump__proven__counted and lump__given is not false) is not false as lump_hours__may_apply__r11,
        (not lactation__unsure and lactation in ('breastfeeding')) is not false as latch_trouble__may_apply__r17,
        -- skin that is redder, darker or hotter, with swelling, a lump or an area that hurts, not the even fullness
        -- of the first two weeks; visible redness is not required. Sources: seed-02, seed-09, bhs-01, cornwall-02,
        -- lllc-01, aafp2024-02, owner#2.
        (
            (redness__proven__counted or warmth__given)
            and (
                warmth__given
                or swelling__given
                or lump__proven__counted
                or extent__unsure
                or extent in ('one_area', 'whole_breast')
            )
            and not early_fullness__counted
        ) as inflamed_patch__counted,
        -- shivery, or aching all over. Sources: seed-10, uihc-01, lllc-02, owner#1.
        chills__given or aches__given as flu_like__counted,
        (
            ((redness__proven__counted and redness__given is not false) or warmth__given)
            and (
                warmth__given
                or swelling__given
                or (lump__proven__counted and lump__given is not false)
                or extent__unsure
                or extent in ('one_area', 'whole_breast')
            )
            and not early_fullness__counted
        ) as inflamed_patch__r11,
        -- fever, measured or felt. Sources: cdchearher-01, healthify-01, owner#1, owner#5.
        (not temperature_c__unsure and temperature_c >= 38.0 /* fever */) or feels_feverish__given
            as fever_present__counted,
        -- a sore, cracked, burning, blocked or colour-changing nipple. Sources: toronto2024-08, toronto2024-09.
        (
            nipple_crack__given
            or nipple_pain__given
            or nipple_burning__given
            or nipple_bleb__given
            or nipple_blanches__given
        ) as nipple_problem__counted,
        -- a change of skin or nipple, or blood, that needs the urgent breast clinic at any age. Sources:
        -- scotcancer-03, semphn-01, differentials#20, differentials#21, differentials#nice-ng12-1-4-2.
        (
            skin_dimpling__given
            or nipple_retraction_new__given
            or skin_ulcer_or_open_wound__given
            or nipple_scaly_rash__given
            or (not discharge__unsure and discharge in ('blood') and not early_blood__counted)
        ) as cancer_signs__counted,
        side in ('both') and extent in ('whole_breast') and days_since_birth <= 14.0 /* engorgement_window */
            as early_fullness,
        discharge in ('blood') and side in ('both') and days_since_birth <= 5.0 /* blood_in_milk_days */
            as early_blood,
        -- for later steps:
        aches, answering_for, answering_for__unsure, antibiotic_courses, antibiotic_courses__unsure,
        antibiotic_doses_missed, antibiotic_doses_missed__read, antibiotic_hours, antibiotic_hours__may_apply,
        antibiotic_hours__unsure, antibiotic_rash, antibiotic_rash__unsure, antibiotic_reaction,
        antibiotic_reaction__unsure, antibiotic_status, antibiotic_status__unsure, armpit_lump, baby_breast_discharge,
        baby_breast_discharge__read, baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__read,
        baby_breast_swollen__unsure, baby_cold, baby_cold__unsure, baby_fever, baby_fever__may_apply,
        baby_fever__read, baby_few_wet_nappies, baby_few_wet_nappies__unsure, baby_fit_or_blue,
        baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__unsure,
        baby_hard_to_wake, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__read, baby_mouth_thrush,
        baby_mouth_thrush__unsure, baby_poor_feeding, baby_poor_feeding__unsure, baby_preterm_or_ill,
        baby_preterm_or_ill__unsure, baby_rash_or_blisters, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__read, baby_situation, baby_situation__unsure,
        bowel_inflammation, breast_implant_or_surgery, breast_pain, breast_refused, breast_refused__read, breathless,
        breathless__unsure, chest_pain, chest_pain__unsure, chickenpox_or_shingles, chickenpox_or_shingles__unsure,
        chills, confusion, confusion__unsure, days_since_birth, days_since_birth__unsure, dehydrated,
        dehydrated__unsure, diabetes, diarrhoea, diarrhoea__unsure, diastolic_bp, diastolic_bp__unsure, discharge,
        discharge__unsure, drain_site_worse, drain_site_worse__given, drain_site_worse__read, drained_this_episode,
        drained_this_episode__given, drained_this_episode__proven, early_fullness__counted, episodes_before,
        episodes_before__unsure, extent, extent__unsure, extreme_muscle_pain, extreme_muscle_pain__unsure, faint,
        faint__unsure, feels_extremely_ill, feels_extremely_ill__unsure, feels_feverish, feels_feverish__given,
        feels_unwell, foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure, glands_elsewhere,
        glands_elsewhere__unsure, heart_disease_or_stroke, heart_rate, heart_rate__may_apply, heart_rate__unsure,
        heavy_bleeding, heavy_bleeding__unsure, herpes_exposure, herpes_exposure__unsure,
        high_blood_pressure_around_birth, hiv, hiv__unsure, hours_of_fever, hours_since_onset,
        hours_since_onset__unsure, immunosuppressed, invasive_strep_b, invasive_strep_b__unsure, lactation,
        lactation__unsure, latch_trouble, latch_trouble__read, leg_pain_swelling, leg_pain_swelling__unsure,
        little_urine, little_urine__unsure, low_blood_pressure, low_blood_pressure__unsure, low_mood,
        low_mood__unsure, lump, lump__given, lump__proven, lump__proven__counted, lump_eases_after_feed,
        lump_eases_after_feed__given, lump_eases_after_feed__read, lump_fluctuant, lump_fluctuant__given,
        lump_fluctuant__read, lump_growing, lump_growing__given, lump_growing__read, lump_hours,
        lump_hours__may_apply, lump_hours__unsure, lump_mobile_smooth, lump_mobile_smooth__given,
        lump_mobile_smooth__read, lump_remains, lump_size_cm, lump_size_cm__unsure, lump_tender, lump_tender__given,
        lump_tender__read, male_or_chest_surgery, mottled_skin, mottled_skin__unsure, mrsa, nipple_blanches,
        nipple_blanches__given, nipple_bleb, nipple_blisters, nipple_burning, nipple_burning__given, nipple_crack,
        nipple_crack__given, nipple_pain, nipple_pain__given, nipple_piercing, nipple_piercing__unsure,
        nipple_retraction_new, nipple_scaly_rash, no_urine, no_urine__unsure, nsaid_unsuitable, other_nsaid,
        others_worried, others_worried__unsure, overwhelming_tiredness, overwhelming_tiredness__unsure, pain,
        pain__unsure, pain_out_of_proportion, pain_out_of_proportion__unsure, painkiller_last_6h,
        paracetamol_unsuitable, pregnant, pump_trouble, pump_trouble__read, quadrant, racing_heart,
        racing_heart__unsure, rash_not_fading, rash_not_fading__unsure, red_streaks, redness, redness__given,
        redness__proven, redness__proven__counted, redness_spreading, redness_spreading__given,
        redness_spreading__read, redness_third_of_breast, redness_third_of_breast__given,
        redness_third_of_breast__read, respiratory_rate, respiratory_rate__unsure, rigors, rigors__unsure, same_spot,
        same_spot__unsure, severe_headache_or_vision, severe_headache_or_vision__unsure, side, side__unsure,
        skin_dark_or_blistered, skin_dark_or_blistered__unsure, skin_dimpling, skin_ulcer_or_open_wound, spo2,
        spo2__unsure, strep_contact, surgery_last_6_weeks, swelling, swelling__given, systolic_bp,
        systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord, thoughts_of_harm,
        thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting, vomiting__unsure, warmth, warmth__given,
        widespread_rash, widespread_rash__unsure, wound_at_baby_mouth, wound_at_baby_mouth__unsure
    from step_5
),
step_7 as materialized (
    select
        id,
        (redness__proven and redness is not false) is not false as redness_spreading__may_apply__r1,
        (lump__proven and lump is not false) is not false as lump_hours__may_apply__r1,
        (lactation in ('breastfeeding')) is not false as latch_trouble__may_apply__r7,
        herpes_exposure__unsure or herpes_exposure as herpes_exposure__given,
        glands_elsewhere__unsure or glands_elsewhere as glands_elsewhere__given,
        little_urine__unsure or little_urine as little_urine__given,
        diarrhoea__unsure or diarrhoea as diarrhoea__given,
        racing_heart__unsure or racing_heart as racing_heart__given,
        (
            (low_blood_pressure__unsure and low_blood_pressure__read is true)
            or (not low_blood_pressure__unsure and low_blood_pressure)
        ) as low_blood_pressure__given,
        same_spot__unsure or same_spot as same_spot__given,
        hiv__unsure or hiv as hiv__given,
        nipple_piercing__unsure or nipple_piercing as nipple_piercing__given,
        dehydrated__unsure or dehydrated as dehydrated__given,
        (baby_cold__unsure and baby_cold__read is true) or (not baby_cold__unsure and baby_cold) as baby_cold__given,
        (
            (baby_poor_feeding__unsure and baby_poor_feeding__read is not false)
            or (not baby_poor_feeding__unsure and baby_poor_feeding)
        ) as baby_poor_feeding__given,
        (
            (baby_few_wet_nappies__unsure and baby_few_wet_nappies__read is not false)
            or (not baby_few_wet_nappies__unsure and baby_few_wet_nappies)
        ) as baby_few_wet_nappies__given,
        (
            (baby_hard_to_wake__unsure and baby_hard_to_wake__read is true)
            or (not baby_hard_to_wake__unsure and baby_hard_to_wake)
        ) as baby_hard_to_wake__given,
        (
            (baby_fit_or_blue__unsure and baby_fit_or_blue__read is true)
            or (not baby_fit_or_blue__unsure and baby_fit_or_blue)
        ) as baby_fit_or_blue__given,
        (
            (baby_rash_or_blisters__unsure and baby_rash_or_blisters__read is true)
            or (not baby_rash_or_blisters__unsure and baby_rash_or_blisters)
        ) as baby_rash_or_blisters__given,
        (
            (baby_green_vomit_or_bloody_stool__unsure and baby_green_vomit_or_bloody_stool__read is true)
            or (not baby_green_vomit_or_bloody_stool__unsure and baby_green_vomit_or_bloody_stool)
        ) as baby_green_vomit_or_bloody_stool__given,
        (
            (baby_preterm_or_ill__unsure and baby_preterm_or_ill__read is not false)
            or (not baby_preterm_or_ill__unsure and baby_preterm_or_ill)
        ) as baby_preterm_or_ill__given,
        (
            (baby_mouth_thrush__unsure and baby_mouth_thrush__read is not false)
            or (not baby_mouth_thrush__unsure and baby_mouth_thrush)
        ) as baby_mouth_thrush__given,
        (
            (wound_at_baby_mouth__unsure and wound_at_baby_mouth__read is not false)
            or (not wound_at_baby_mouth__unsure and wound_at_baby_mouth)
        ) as wound_at_baby_mouth__given,
        (
            (invasive_strep_b__unsure and invasive_strep_b__read is not false)
            or (not invasive_strep_b__unsure and invasive_strep_b)
        ) as invasive_strep_b__given,
        (
            (not antibiotic_status__unsure and antibiotic_status in ('taking', 'finished')) is false
            and (
                (antibiotic_hours <> 0.0) is true
                or (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                or (antibiotic_courses <> 0.0) is true
                or (antibiotic_courses__unsure and antibiotic_hours__may_apply)
                or antibiotic_doses_missed__given is true
            )
        ) as antibiotic_hours__denied__counted,
        (
            (
                not lactation__unsure
                and lactation in ('breastfeeding')
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                )
            ) is false
            and (latch_trouble__given is true or breast_refused__given is true)
        ) as latch_trouble__denied__counted,
        (
            (
                not lactation__unsure and lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified')
            ) is false
            and pump_trouble__given is true
        ) as pump_trouble__denied__counted,
        (
            (
                not antibiotic_status__unsure
                and antibiotic_status in ('taking', 'finished')
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                )
            ) is false
            and baby_reaction_to_antibiotic__given is true
        ) as baby_reaction_to_antibiotic__denied__counted,
        redness_spreading__given is true or (redness_spreading__may_apply__counted and redness_spreading__given)
            as redness_spreading__read__counted,
        (
            redness_third_of_breast__given is true
            or (redness_spreading__may_apply__counted and redness_third_of_breast__given)
        ) as redness_third_of_breast__read__counted,
        lump_fluctuant__given is true or (lump_hours__may_apply__counted and lump_fluctuant__given)
            as lump_fluctuant__read__counted,
        lump_tender__given is true or (lump_hours__may_apply__counted and lump_tender__given)
            as lump_tender__read__counted,
        lump_growing__given is true or (lump_hours__may_apply__counted and lump_growing__given)
            as lump_growing__read__counted,
        lump_mobile_smooth__given is true or (lump_hours__may_apply__counted and lump_mobile_smooth__given)
            as lump_mobile_smooth__read__counted,
        (not answering_for__unsure and answering_for in ('clinician')) is not false as heart_rate__may_apply__counted,
        (
            antibiotic_doses_missed__given is true
            or (antibiotic_hours__may_apply__counted and antibiotic_doses_missed__given)
        ) as antibiotic_doses_missed__read__counted,
        drained_this_episode__proven__counted is not false as drain_site_worse__may_apply__counted,
        breast_refused__given is true or (latch_trouble__may_apply__counted and breast_refused__given)
            as breast_refused__read__counted,
        baby_fever__given is true or (baby_fever__may_apply__counted and baby_fever__given)
            as baby_fever__read__counted,
        baby_jaundice__given is true or (baby_fever__may_apply__counted and baby_jaundice__given)
            as baby_jaundice__read__counted,
        baby_breast_swollen__given is true or (baby_fever__may_apply__counted and baby_breast_swollen__given)
            as baby_breast_swollen__read__counted,
        baby_breast_discharge__given is true or (baby_fever__may_apply__counted and baby_breast_discharge__given)
            as baby_breast_discharge__read__counted,
        (
            (
                not antibiotic_status__unsure
                and antibiotic_status in ('taking', 'finished')
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                )
            ) is not false
        ) as baby_reaction_to_antibiotic__may_apply__counted,
        redness_spreading__given is true or (redness_spreading__may_apply__r11 and redness_spreading__given)
            as redness_spreading__read__r11,
        (
            redness_third_of_breast__given is true
            or (redness_spreading__may_apply__r11 and redness_third_of_breast__given)
        ) as redness_third_of_breast__read__r11,
        lump_fluctuant__given is true or (lump_hours__may_apply__r11 and lump_fluctuant__given)
            as lump_fluctuant__read__r11,
        lump_tender__given is true or (lump_hours__may_apply__r11 and lump_tender__given) as lump_tender__read__r11,
        lump_growing__given is true or (lump_hours__may_apply__r11 and lump_growing__given) as lump_growing__read__r11,
        lump_mobile_smooth__given is true or (lump_hours__may_apply__r11 and lump_mobile_smooth__given)
            as lump_mobile_smooth__read__r11,
        (drained_this_episode__proven__counted and drained_this_episode__given is not false) is not false
            as drain_site_worse__may_apply__r11,
        breast_refused__given is true or (baby_fever__may_apply__counted and breast_refused__given)
            as breast_refused__read__r14,
        breast_refused__given is true as breast_refused__read__r15,
        breast_refused__given is true or (latch_trouble__may_apply__r17 and breast_refused__given)
            as breast_refused__read__r17,
        -- an inflamed patch or a fever with a sore breast. Sources: owner#6, aafp2024-02.
        inflamed_patch__counted or fever_present__counted as suspected_mastitis__counted,
        inflamed_patch__r11 or fever_present__counted as suspected_mastitis__r11,
        -- no better over the last 12 to 24 hours. Sources: cks-09, rbm-01, owner#2.
        trend__unsure or trend in ('same', 'worse') as not_improving__counted,
        -- not lactating, male, or after chest surgery. Sources: semphn-01, cornwall-04, differentials#19,
        -- differentials#35, owner#6.
        lactation__unsure or lactation in ('not_lactating') or male_or_chest_surgery__given
            as outside_lactation__counted,
        -- a risk that makes a suspected mastitis one level more urgent. Sources: owner#6, highland-01, usbooklet-01,
        -- ng255-06, ng255-07, red-flags#3.4.
        (
            immunosuppressed__given
            or diabetes__given
            or breast_implant_or_surgery__given
            or surgery_last_6_weeks__given
            or strep_contact__given
            or mrsa__given
            or days_since_birth__unsure
            or days_since_birth < 14.0 /* newborn_baby */
        ) as higher_risk__counted,
        -- something is wrong with the breast. Sources: acog820-01.
        (
            breast_pain__given
            or nipple_problem__counted
            or redness__proven__counted
            or warmth__given
            or swelling__given
            or lump__proven__counted
            or lump_remains__given
            or armpit_lump__given
            or tender_cord__given
            or cancer_signs__counted
            or nipple_blisters__given
            or red_streaks__given
            or skin_dark_or_blistered__given
            or pain_out_of_proportion__given
            or discharge__unsure
            or discharge in ('pus', 'other')
        ) as breast_complaint__counted,
        (
            breast_pain__given
            or nipple_problem__counted
            or (redness__proven__counted and redness__given is not false)
            or warmth__given
            or swelling__given
            or (lump__proven__counted and lump__given is not false)
            or lump_remains__given
            or armpit_lump__given
            or tender_cord__given
            or cancer_signs__counted
            or nipple_blisters__given
            or red_streaks__given
            or skin_dark_or_blistered__given
            or pain_out_of_proportion__given
            or discharge__unsure
            or discharge in ('pus', 'other')
        ) as breast_complaint__r11,
        -- both whole breasts full or firm, whatever else is felt in them. Sources: seed-11, toronto2024-06,
        -- whoiycf-02.
        (
            not side__unsure
            and side in ('both')
            and swelling__given
            and ((not extent__unsure and extent in ('whole_breast')) or early_fullness__counted)
        ) as both_breasts_full__counted,
        -- mastitis before this while feeding this child. Sources: scotcancer-01, herts-06, bmjbp-17.
        episodes_before__unsure or episodes_before >= 1.0 /* one_episode */ as earlier_episode__counted,
        -- redness, heat, swelling or a lump is still there. Sources: scotcancer-01, healthify-03.
        redness__proven__counted or warmth__given or swelling__given or lump__proven__counted
            as still_inflamed__counted,
        (
            (redness__proven__counted and redness__given is not false)
            or warmth__given
            or swelling__given
            or (lump__proven__counted and lump__given is not false)
        ) as still_inflamed__r11,
        -- fever, flu-like illness or feeling clearly unwell. Sources: seed-02, hse-08, owner#1.
        fever_present__counted or flu_like__counted or feels_unwell__given as unwell__counted,
        (
            (redness__proven or warmth)
            and (warmth or swelling or lump__proven or extent in ('one_area', 'whole_breast'))
            and not early_fullness
        ) as inflamed_patch,
        chills or aches as flu_like,
        (
            ((redness__proven and redness is not false) or warmth)
            and (warmth or swelling or (lump__proven and lump is not false) or extent in ('one_area', 'whole_breast'))
            and not early_fullness
        ) as inflamed_patch__r1,
        temperature_c >= 38.0 /* fever */ or feels_feverish as fever_present,
        nipple_crack or nipple_pain or nipple_burning or nipple_bleb or nipple_blanches as nipple_problem,
        (
            skin_dimpling
            or nipple_retraction_new
            or skin_ulcer_or_open_wound
            or nipple_scaly_rash
            or (discharge in ('blood') and not early_blood)
        ) as cancer_signs,
        -- for later steps:
        answering_for, antibiotic_courses, antibiotic_courses__unsure, antibiotic_doses_missed,
        antibiotic_doses_missed__given, antibiotic_doses_missed__read, antibiotic_hours, antibiotic_hours__may_apply,
        antibiotic_hours__may_apply__counted, antibiotic_hours__unsure, antibiotic_rash, antibiotic_rash__unsure,
        antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status, antibiotic_status__unsure, armpit_lump,
        armpit_lump__given, baby_breast_discharge, baby_breast_discharge__given, baby_breast_discharge__read,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__given, baby_breast_swollen__read,
        baby_breast_swollen__unsure, baby_cold, baby_cold__read, baby_cold__unsure, baby_fever, baby_fever__given,
        baby_fever__may_apply, baby_fever__may_apply__counted, baby_fever__read, baby_few_wet_nappies,
        baby_few_wet_nappies__read, baby_fit_or_blue, baby_fit_or_blue__read, baby_fit_or_blue__unsure,
        baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__read,
        baby_green_vomit_or_bloody_stool__unsure, baby_hard_to_wake, baby_hard_to_wake__read,
        baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__given, baby_jaundice__read, baby_mouth_thrush,
        baby_mouth_thrush__read, baby_poor_feeding, baby_poor_feeding__read, baby_preterm_or_ill,
        baby_preterm_or_ill__read, baby_rash_or_blisters, baby_rash_or_blisters__read, baby_rash_or_blisters__unsure,
        baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__given, baby_reaction_to_antibiotic__read,
        baby_situation, baby_situation__unsure, bowel_inflammation, breast_implant_or_surgery,
        breast_implant_or_surgery__given, breast_pain, breast_pain__given, breast_refused, breast_refused__read,
        breathless, breathless__unsure, cancer_signs__counted, chest_pain, chest_pain__unsure, chickenpox_or_shingles,
        chickenpox_or_shingles__unsure, confusion, confusion__unsure, days_since_birth, days_since_birth__unsure,
        dehydrated, diabetes, diarrhoea, diastolic_bp, diastolic_bp__unsure, discharge, discharge__unsure,
        drain_site_worse, drain_site_worse__given, drain_site_worse__read, drained_this_episode,
        drained_this_episode__given, drained_this_episode__proven, drained_this_episode__proven__counted, early_blood,
        early_fullness, early_fullness__counted, episodes_before, episodes_before__unsure, extent,
        extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure, feels_extremely_ill,
        feels_extremely_ill__unsure, feels_feverish, feels_feverish__given, feels_unwell, feels_unwell__given,
        fever_present__counted, flu_like__counted, foul_lochia_or_belly_pain, foul_lochia_or_belly_pain__unsure,
        glands_elsewhere, heart_disease_or_stroke, heart_rate, heart_rate__may_apply, heart_rate__unsure,
        heavy_bleeding, heavy_bleeding__unsure, herpes_exposure, high_blood_pressure_around_birth, hiv,
        hours_of_fever, hours_since_onset, hours_since_onset__unsure, immunosuppressed, inflamed_patch__counted,
        inflamed_patch__r11, invasive_strep_b__read, lactation, latch_trouble, latch_trouble__read, leg_pain_swelling,
        leg_pain_swelling__unsure, little_urine, low_blood_pressure__read, low_blood_pressure__unsure, low_mood,
        low_mood__unsure, lump, lump__given, lump__proven, lump__proven__counted, lump_eases_after_feed,
        lump_eases_after_feed__given, lump_eases_after_feed__read, lump_fluctuant, lump_fluctuant__given,
        lump_fluctuant__read, lump_growing, lump_growing__given, lump_growing__read, lump_hours,
        lump_hours__may_apply, lump_hours__may_apply__counted, lump_hours__may_apply__r11, lump_hours__unsure,
        lump_mobile_smooth, lump_mobile_smooth__given, lump_mobile_smooth__read, lump_remains, lump_remains__given,
        lump_size_cm, lump_size_cm__unsure, lump_tender, lump_tender__given, lump_tender__read, male_or_chest_surgery,
        male_or_chest_surgery__given, mottled_skin, mottled_skin__unsure, mrsa, nipple_blanches,
        nipple_blanches__given, nipple_bleb, nipple_blisters, nipple_blisters__given, nipple_burning,
        nipple_burning__given, nipple_crack, nipple_crack__given, nipple_pain, nipple_pain__given, nipple_piercing,
        nipple_retraction_new, nipple_scaly_rash, no_urine, no_urine__unsure, nsaid_unsuitable, other_nsaid,
        others_worried, others_worried__unsure, overwhelming_tiredness, overwhelming_tiredness__unsure, pain,
        pain__unsure, pain_out_of_proportion, pain_out_of_proportion__given, pain_out_of_proportion__unsure,
        painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble, pump_trouble__read, quadrant,
        racing_heart, rash_not_fading, rash_not_fading__unsure, red_streaks, red_streaks__given, redness,
        redness__given, redness__proven, redness__proven__counted, redness_spreading, redness_spreading__given,
        redness_spreading__read, redness_third_of_breast, redness_third_of_breast__given,
        redness_third_of_breast__read, respiratory_rate, respiratory_rate__unsure, rigors, rigors__unsure, same_spot,
        severe_headache_or_vision, severe_headache_or_vision__unsure, side, side__unsure, skin_dark_or_blistered,
        skin_dark_or_blistered__given, skin_dark_or_blistered__unsure, skin_dimpling, skin_ulcer_or_open_wound, spo2,
        spo2__unsure, strep_contact, surgery_last_6_weeks, swelling, swelling__given, systolic_bp,
        systolic_bp__unsure, temperature_c, temperature_c__unsure, tender_cord, tender_cord__given, thoughts_of_harm,
        thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting, vomiting__unsure, warmth, warmth__given,
        widespread_rash, widespread_rash__unsure, wound_at_baby_mouth, wound_at_baby_mouth__read
    from step_6
),
step_8 as materialized (
    select
        id,
        (
            (antibiotic_status in ('taking', 'finished')) is false
            and (
                (antibiotic_hours <> 0.0) is true
                or (antibiotic_courses <> 0.0) is true
                or antibiotic_doses_missed is true
            )
        ) as antibiotic_hours__denied,
        (
            (
                lactation in ('breastfeeding')
                and baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is false
            and (latch_trouble is true or breast_refused is true)
        ) as latch_trouble__denied,
        (lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified')) is false and pump_trouble is true
            as pump_trouble__denied,
        (
            (
                antibiotic_status in ('taking', 'finished')
                and baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is false
            and baby_reaction_to_antibiotic is true
        ) as baby_reaction_to_antibiotic__denied,
        redness_spreading is true or (redness_spreading__may_apply__r1 and redness_spreading)
            as redness_spreading__read__r1,
        redness_third_of_breast is true or (redness_spreading__may_apply__r1 and redness_third_of_breast)
            as redness_third_of_breast__read__r1,
        lump_fluctuant is true or (lump_hours__may_apply__r1 and lump_fluctuant) as lump_fluctuant__read__r1,
        lump_tender is true or (lump_hours__may_apply__r1 and lump_tender) as lump_tender__read__r1,
        lump_growing is true or (lump_hours__may_apply__r1 and lump_growing) as lump_growing__read__r1,
        lump_mobile_smooth is true or (lump_hours__may_apply__r1 and lump_mobile_smooth)
            as lump_mobile_smooth__read__r1,
        (drained_this_episode__proven and drained_this_episode is not false) is not false
            as drain_site_worse__may_apply__r1,
        breast_refused is true or (baby_fever__may_apply and breast_refused) as breast_refused__read__r4,
        breast_refused is true as breast_refused__read__r5,
        breast_refused is true or (latch_trouble__may_apply__r7 and breast_refused) as breast_refused__read__r7,
        not rigors__unsure and rigors as rigors__given,
        not extreme_muscle_pain__unsure and extreme_muscle_pain as extreme_muscle_pain__given,
        not feels_extremely_ill__unsure and feels_extremely_ill as feels_extremely_ill__given,
        others_worried__unsure or others_worried as others_worried__given,
        not confusion__unsure and confusion as confusion__given,
        not breathless__unsure and breathless as breathless__given,
        not faint__unsure and faint as faint__given,
        not mottled_skin__unsure and mottled_skin as mottled_skin__given,
        not no_urine__unsure and no_urine as no_urine__given,
        not widespread_rash__unsure and widespread_rash as widespread_rash__given,
        not rash_not_fading__unsure and rash_not_fading as rash_not_fading__given,
        not vomiting__unsure and vomiting as vomiting__given,
        not chest_pain__unsure and chest_pain as chest_pain__given,
        not severe_headache_or_vision__unsure and severe_headache_or_vision as severe_headache_or_vision__given,
        leg_pain_swelling__unsure or leg_pain_swelling as leg_pain_swelling__given,
        not heavy_bleeding__unsure and heavy_bleeding as heavy_bleeding__given,
        foul_lochia_or_belly_pain__unsure or foul_lochia_or_belly_pain as foul_lochia_or_belly_pain__given,
        not thoughts_of_harm__unsure and thoughts_of_harm as thoughts_of_harm__given,
        not antibiotic_reaction__unsure and antibiotic_reaction as antibiotic_reaction__given,
        antibiotic_rash__unsure or antibiotic_rash as antibiotic_rash__given,
        chickenpox_or_shingles__unsure or chickenpox_or_shingles as chickenpox_or_shingles__given,
        low_mood__unsure or low_mood as low_mood__given,
        overwhelming_tiredness__unsure or overwhelming_tiredness as overwhelming_tiredness__given,
        (
            (drained_this_episode__given is false and drain_site_worse__given is true)
            or (
                lump__given is false
                and (
                    lump_hours is not null
                    or (lump_hours__unsure and lump_hours__may_apply)
                    or lump_size_cm is not null
                    or (lump_size_cm__unsure and lump_hours__may_apply)
                    or lump_fluctuant__given is true
                    or lump_tender__given is true
                    or lump_eases_after_feed__given is true
                    or lump_growing__given is true
                    or lump_mobile_smooth__given is true
                )
            )
            or (
                redness__given is false
                and (redness_spreading__given is true or redness_third_of_breast__given is true)
            )
        ) as reading_r11,
        (
            (
                baby_situation__unsure
                or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            ) is false
            and (
                baby_fever__given is true
                or baby_cold__given is true
                or baby_poor_feeding__given is true
                or baby_few_wet_nappies__given is true
                or baby_hard_to_wake__given is true
                or baby_fit_or_blue__given is true
                or baby_rash_or_blisters__given is true
                or baby_green_vomit_or_bloody_stool__given is true
                or baby_jaundice__given is true
                or baby_preterm_or_ill__given is true
                or baby_breast_swollen__given is true
                or baby_breast_discharge__given is true
                or baby_mouth_thrush__given is true
                or wound_at_baby_mouth__given is true
            )
        ) as baby_fever__denied__counted,
        (
            antibiotic_hours__denied__counted
            or (
                baby_reaction_to_antibiotic__denied__counted
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                ) is not false
            )
        ) as reading_r12,
        (
            (
                latch_trouble__denied__counted
                and (
                    baby_situation__unsure
                    or baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
                ) is not false
            )
            or pump_trouble__denied__counted
        ) as reading_r14,
        low_blood_pressure__given is true or (heart_rate__may_apply__counted and low_blood_pressure__given)
            as low_blood_pressure__read__counted,
        drain_site_worse__given is true or (drain_site_worse__may_apply__counted and drain_site_worse__given)
            as drain_site_worse__read__counted,
        baby_cold__given is true or (baby_fever__may_apply__counted and baby_cold__given) as baby_cold__read__counted,
        baby_poor_feeding__given is true or (baby_fever__may_apply__counted and baby_poor_feeding__given)
            as baby_poor_feeding__read__counted,
        baby_few_wet_nappies__given is true or (baby_fever__may_apply__counted and baby_few_wet_nappies__given)
            as baby_few_wet_nappies__read__counted,
        baby_hard_to_wake__given is true or (baby_fever__may_apply__counted and baby_hard_to_wake__given)
            as baby_hard_to_wake__read__counted,
        baby_fit_or_blue__given is true or (baby_fever__may_apply__counted and baby_fit_or_blue__given)
            as baby_fit_or_blue__read__counted,
        baby_rash_or_blisters__given is true or (baby_fever__may_apply__counted and baby_rash_or_blisters__given)
            as baby_rash_or_blisters__read__counted,
        (
            baby_green_vomit_or_bloody_stool__given is true
            or (baby_fever__may_apply__counted and baby_green_vomit_or_bloody_stool__given)
        ) as baby_green_vomit_or_bloody_stool__read__counted,
        invasive_strep_b__given is true or (heart_rate__may_apply__counted and invasive_strep_b__given)
            as invasive_strep_b__read__counted,
        (
            baby_reaction_to_antibiotic__given is true
            or (baby_reaction_to_antibiotic__may_apply__counted and baby_reaction_to_antibiotic__given)
        ) as baby_reaction_to_antibiotic__read__counted,
        drain_site_worse__given is true or (drain_site_worse__may_apply__r11 and drain_site_worse__given)
            as drain_site_worse__read__r11,
        (
            baby_reaction_to_antibiotic__given is true
            or (baby_fever__may_apply__counted and baby_reaction_to_antibiotic__given)
        ) as baby_reaction_to_antibiotic__read__r12,
        (
            baby_reaction_to_antibiotic__given is true
            or (antibiotic_hours__may_apply__counted and baby_reaction_to_antibiotic__given)
        ) as baby_reaction_to_antibiotic__read__r17,
        -- Redness that spreads within hours in someone clearly unwell may be a necrotising or invasive streptococcal
        -- infection. Sources: cks-08, highland-01, cks-21, red-flags#4-necrotising. Otherwise: msd2024-04.
        redness_spreading__read__counted and (feels_unwell__given or racing_heart__given or diarrhoea__given)
            as rule_fast_spread_and_unwell__counted,
        redness_spreading__read__r11 and (feels_unwell__given or racing_heart__given or diarrhoea__given)
            as rule_fast_spread_and_unwell__r11,
        -- Breathing at 25 a minute or more is a high-risk sign of sepsis. Sources: ng255-03, red-flags#2-breathing.
        (
            (not respiratory_rate__unsure and respiratory_rate >= 25.0 /* fast_breathing */) is true
            or (
                heart_rate__may_apply__counted
                and not respiratory_rate__unsure
                and respiratory_rate >= 25.0 /* fast_breathing */
            )
        ) as rule_very_fast_breathing__counted,
        -- Breathing below 10 a minute needs immediate review. Sources: red-flags#3.2-mewc.
        (
            (not respiratory_rate__unsure and respiratory_rate < 10.0 /* slow_breathing */) is true
            or (
                heart_rate__may_apply__counted
                and not respiratory_rate__unsure
                and respiratory_rate < 10.0 /* slow_breathing */
            )
        ) as rule_very_slow_breathing__counted,
        -- A resting pulse of 130 or more is a high-risk sign of sepsis. Sources: ng51-01, red-flags#2-pulse.
        (
            (not heart_rate__unsure and heart_rate >= 130.0 /* very_fast_pulse */) is true
            or (
                heart_rate__may_apply__counted
                and not heart_rate__unsure
                and heart_rate >= 130.0 /* very_fast_pulse */
            )
        ) as rule_pulse_in_the_danger_range__counted,
        -- A systolic pressure of 90 or less is a high-risk sign of sepsis. Sources: ng51-02, red-flags#2-systolic_bp.
        (
            (not systolic_bp__unsure and systolic_bp <= 90.0 /* low_systolic */) is true
            or (heart_rate__may_apply__counted and not systolic_bp__unsure and systolic_bp <= 90.0 /* low_systolic */)
        ) as rule_blood_pressure_in_the_danger_range__counted,
        -- Oxygen saturation below 92 % on air is a high-risk sign. A normal home reading never lowers the level.
        -- Sources: ng255-04, red-flags#2-spo2.
        (
            (not spo2__unsure and spo2 < 92.0 /* low_oxygen */) is true
            or (heart_rate__may_apply__counted and not spo2__unsure and spo2 < 92.0 /* low_oxygen */)
        ) as rule_oxygen_in_the_danger_range__counted,
        -- A very high pressure after birth may lead to eclampsia or stroke. Sources: red-flags#2-high_bp,
        -- red-flags#3.2-mewc.
        (
            (not systolic_bp__unsure and systolic_bp >= 160.0 /* severe_high_systolic */) is true
            or (
                heart_rate__may_apply__counted
                and not systolic_bp__unsure
                and systolic_bp >= 160.0 /* severe_high_systolic */
            )
            or (not diastolic_bp__unsure and diastolic_bp >= 110.0 /* severe_high_diastolic */) is true
            or (
                heart_rate__may_apply__counted
                and not diastolic_bp__unsure
                and diastolic_bp >= 110.0 /* severe_high_diastolic */
            )
        ) as rule_severe_high_blood_pressure__counted,
        -- A temperature below 36.0 °C with a possible infection is as worrying as a high fever. Sources:
        -- red-flags#2-temperature, red-flags#RF-L11, rcog64b-04.
        (
            not temperature_c__unsure
            and temperature_c < 36.0 /* low_temperature */
            and (inflamed_patch__counted or flu_like__counted or feels_unwell__given or feels_feverish__given)
        ) as rule_low_temperature_and_ill__counted,
        (
            not temperature_c__unsure
            and temperature_c < 36.0 /* low_temperature */
            and (inflamed_patch__r11 or flu_like__counted or feels_unwell__given or feels_feverish__given)
        ) as rule_low_temperature_and_ill__r11,
        -- A red, hot or swollen breast in the baby is a neonatal breast infection: the baby is the patient. Never
        -- squeeze it. Sources: red-flags#6-own_breast, differentials#32.
        baby_breast_swollen__read__counted or baby_breast_discharge__read__counted as rule_baby_sore_breast__counted,
        baby_breast_swollen__given or baby_breast_discharge__given as rule_baby_sore_breast__r17,
        -- Fever of 38.0 °C or more in a baby under three months needs emergency assessment. Sources:
        -- red-flags#6-fever_under_3_months.
        baby_fever__read__counted and (days_since_birth__unsure or days_since_birth < 90.0 /* young_baby */)
            as rule_young_baby_with_fever__counted,
        baby_fever__given and (days_since_birth__unsure or days_since_birth < 90.0 /* young_baby */)
            as rule_young_baby_with_fever__r17,
        -- Jaundice in the first day of life needs immediate assessment. Sources: red-flags#6-jaundice.
        baby_jaundice__read__counted and not days_since_birth__unsure and days_since_birth < 1.0 /* first_day */
            as rule_jaundice_on_the_first_day__counted,
        baby_jaundice__given and not days_since_birth__unsure and days_since_birth < 1.0 /* first_day */
            as rule_jaundice_on_the_first_day__r17,
        -- Passing much less urine, or drinking hardly anything, needs a clinician the same day. Sources:
        -- red-flags#2-urine, red-flags#RF-L10.
        little_urine__given or dehydrated__given as rule_little_urine_or_dry__counted,
        -- A temperature below 36.0 °C is measured again and discussed the same day, even without other signs.
        -- Sources: red-flags#2-temperature, rcog64b-04.
        not temperature_c__unsure and temperature_c < 36.0 /* low_temperature */
            as rule_low_temperature_alone__counted,
        -- A resting pulse above the healthy range after birth, or below 50, needs a clinician the same day. Sources:
        -- red-flags#3.2-cmqcc, red-flags#3.2-mewc, red-flags#2-pulse.
        (
            (not heart_rate__unsure and heart_rate > 101.0 /* healthy_pulse */) is true
            or (heart_rate__may_apply__counted and not heart_rate__unsure and heart_rate > 101.0 /* healthy_pulse */)
            or (not heart_rate__unsure and heart_rate < 50.0 /* slow_pulse */) is true
            or (heart_rate__may_apply__counted and not heart_rate__unsure and heart_rate < 50.0 /* slow_pulse */)
        ) as rule_fast_pulse_measured__counted,
        -- A pulse above 90 with a suspected infection after birth is a reason for urgent assessment. Sources:
        -- rcog64b-03, red-flags#3.2-rcog64b. Otherwise: red-flags#3.2-cmqcc.
        (
            (
                (not heart_rate__unsure and heart_rate > 90.0 /* raised_pulse */) is true
                or (
                    heart_rate__may_apply__counted and not heart_rate__unsure and heart_rate > 90.0 /* raised_pulse */
                )
            )
            and suspected_mastitis__counted
        ) as rule_raised_pulse_with_infection__counted,
        (
            (
                (not heart_rate__unsure and heart_rate > 90.0 /* raised_pulse */) is true
                or (
                    heart_rate__may_apply__counted and not heart_rate__unsure and heart_rate > 90.0 /* raised_pulse */
                )
            )
            and suspected_mastitis__r11
        ) as rule_raised_pulse_with_infection__r11,
        -- Breathing at 21 to 24 a minute is a moderate-to-high-risk sign. Sources: ng255-08, rcog64b-03.
        (
            (not respiratory_rate__unsure and respiratory_rate >= 21.0 /* raised_breathing */) is true
            or (
                heart_rate__may_apply__counted
                and not respiratory_rate__unsure
                and respiratory_rate >= 21.0 /* raised_breathing */
            )
        ) as rule_raised_breathing_measured__counted,
        -- A systolic pressure of 91 to 100 in someone ill is a moderate-to-high-risk sign. Sources:
        -- red-flags#3.1-blood_pressure.
        (
            (
                (not systolic_bp__unsure and systolic_bp <= 100.0 /* reduced_systolic */) is true
                or (
                    heart_rate__may_apply__counted
                    and not systolic_bp__unsure
                    and systolic_bp <= 100.0 /* reduced_systolic */
                )
            )
            and (suspected_mastitis__counted or feels_unwell__given or flu_like__counted)
        ) as rule_reduced_blood_pressure__counted,
        (
            (
                (not systolic_bp__unsure and systolic_bp <= 100.0 /* reduced_systolic */) is true
                or (
                    heart_rate__may_apply__counted
                    and not systolic_bp__unsure
                    and systolic_bp <= 100.0 /* reduced_systolic */
                )
            )
            and (suspected_mastitis__r11 or feels_unwell__given or flu_like__counted)
        ) as rule_reduced_blood_pressure__r11,
        -- Oxygen saturation below 95 % needs review the same day. Sources: red-flags#3.2-mewc, red-flags#2-spo2.
        (
            (not spo2__unsure and spo2 < 95.0 /* reduced_oxygen */) is true
            or (heart_rate__may_apply__counted and not spo2__unsure and spo2 < 95.0 /* reduced_oxygen */)
        ) as rule_reduced_oxygen_measured__counted,
        -- 140/90 or more after birth may be pre-eclampsia. Sources: red-flags#2-high_bp. Otherwise:
        -- red-flags#3.2-mewc.
        (
            (not systolic_bp__unsure and systolic_bp >= 140.0 /* high_systolic */) is true
            or (
                heart_rate__may_apply__counted
                and not systolic_bp__unsure
                and systolic_bp >= 140.0 /* high_systolic */
            )
            or (not diastolic_bp__unsure and diastolic_bp >= 90.0 /* high_diastolic */) is true
            or (
                heart_rate__may_apply__counted
                and not diastolic_bp__unsure
                and diastolic_bp >= 90.0 /* high_diastolic */
            )
        ) as rule_high_blood_pressure__counted,
        -- a soft or squashy lump, pus, or an inflamed lump that antibiotics are not settling. Sources: cks-19,
        -- semphn-04, healthify-03, differentials#4, differentials#8.
        (
            lump_fluctuant__read__counted
            or (not discharge__unsure and discharge in ('pus'))
            or (
                lump__proven__counted
                and inflamed_patch__counted
                and not antibiotic_status__unsure
                and antibiotic_status in ('taking', 'finished')
                and not_improving__counted
            )
        ) as abscess_signs__counted,
        (
            lump_fluctuant__read__r11
            or (not discharge__unsure and discharge in ('pus'))
            or (
                lump__proven__counted
                and lump__given is not false
                and inflamed_patch__r11
                and not antibiotic_status__unsure
                and antibiotic_status in ('taking', 'finished')
                and not_improving__counted
            )
        ) as abscess_signs__r11,
        (
            lump_fluctuant__read__counted
            or (not discharge__unsure and discharge in ('pus'))
            or (lump__proven__counted and inflamed_patch__counted and not_improving__counted)
        ) as abscess_signs__r12,
        -- An inflamed patch that gets worse at any hour needs a clinician the same day. Sources: highland-04,
        -- aba2023-03, lothian-02, owner#2.
        inflamed_patch__counted and not trend__unsure and trend in ('worse') as rule_patch_worse__counted,
        inflamed_patch__r11 and not trend__unsure and trend in ('worse') as rule_patch_worse__r11,
        -- Inflammation that has not improved with a day of home care may have become bacterial. Sources: cks-03,
        -- cks-09, highland-04, sask2009-01, bhs-04, owner#2. Otherwise: aafp2024-06, etg-02, awmf2013-06, seed-06,
        -- rbm-01, ndc-01.
        (
            inflamed_patch__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_patch_not_settling__counted,
        (
            inflamed_patch__r11
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_patch_not_settling__r11,
        (
            inflamed_patch__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
        ) as rule_patch_not_settling__r13,
        -- Mastitis in both breasts suggests streptococcal infection. Sources: usbooklet-01, lawrence2013-05.
        inflamed_patch__counted and not side__unsure and side in ('both') as rule_both_breasts_inflamed__counted,
        inflamed_patch__r11 and not side__unsure and side in ('both') as rule_both_breasts_inflamed__r11,
        -- Even fullness of the first weeks that is red and severely painful, or red and worse after a day, is no
        -- longer simple engorgement. Sources: usbooklet-01, lawrence2013-05, bmjbp-02, owner#2.
        (
            early_fullness__counted
            and redness__proven__counted
            and (
                (not pain__unsure and pain >= 8.0 /* severe_pain */)
                or (
                    not trend__unsure
                    and trend in ('worse')
                    and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
                )
            )
        ) as rule_red_fullness_severe_or_worse__counted,
        (
            early_fullness__counted
            and redness__proven__counted
            and redness__given is not false
            and (
                (not pain__unsure and pain >= 8.0 /* severe_pain */)
                or (
                    not trend__unsure
                    and trend in ('worse')
                    and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
                )
            )
        ) as rule_red_fullness_severe_or_worse__r11,
        -- Severe pain with an inflamed patch or one swollen breast needs assessment the same day. Sources: bmjbp-02,
        -- rcog64b-01.
        (
            not pain__unsure
            and pain >= 8.0 /* severe_pain */
            and (inflamed_patch__counted or (swelling__given and (side__unsure or side in ('left', 'right'))))
        ) as rule_severe_breast_pain__counted,
        (
            not pain__unsure
            and pain >= 8.0 /* severe_pain */
            and (inflamed_patch__r11 or (swelling__given and (side__unsure or side in ('left', 'right'))))
        ) as rule_severe_breast_pain__r11,
        -- No improvement after 48 hours of antibiotics means abscess, resistance or another diagnosis. Sources:
        -- cks-12, hse-10, lothian-02, ouh-06, rcog64b-01, owner#3. Otherwise: imnc-05, usbooklet-02, hse-14,
        -- hsesepsis-09, cks-08.
        (
            not antibiotic_status__unsure
            and antibiotic_status in ('taking')
            and (
                (
                    (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                    or (not antibiotic_hours__unsure and antibiotic_hours >= 48.0 /* antibiotic_limit */)
                ) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and (
                        (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                        or (not antibiotic_hours__unsure and antibiotic_hours >= 48.0 /* antibiotic_limit */)
                    )
                )
            )
            and not_improving__counted
        ) as rule_antibiotics_failing__counted,
        (
            (
                (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                or (not antibiotic_hours__unsure and antibiotic_hours >= 48.0 /* antibiotic_limit */)
            )
            and not_improving__counted
        ) as rule_antibiotics_failing__r12,
        -- Getting worse on antibiotics at any hour needs review the same day. Sources: lothian-02, cks-12, owner#3,
        -- borders-01. Otherwise: hsesepsis-09.
        not antibiotic_status__unsure and antibiotic_status in ('taking') and not trend__unsure and trend in ('worse')
            as rule_worse_on_antibiotics__counted,
        not trend__unsure and trend in ('worse') as rule_worse_on_antibiotics__r12,
        -- An inflamed breast in someone not lactating, male or after chest surgery is not lactational mastitis.
        -- Sources: differentials#19, cornwall-04, semphn-01, differentials#35, owner#6.
        outside_lactation__counted and (inflamed_patch__counted or lump_fluctuant__read__counted)
            as rule_inflamed_outside_lactation__counted,
        outside_lactation__counted and (inflamed_patch__r11 or lump_fluctuant__read__r11)
            as rule_inflamed_outside_lactation__r11,
        male_or_chest_surgery__given and (inflamed_patch__counted or lump_fluctuant__read__counted)
            as rule_inflamed_outside_lactation__r14,
        -- An infected piercing may hold unusual bacteria. Sources: differentials#29.
        (
            nipple_piercing__given
            and (
                inflamed_patch__counted
                or (not discharge__unsure and discharge in ('pus'))
                or lump_fluctuant__read__counted
            )
        ) as rule_piercing_with_inflammation__counted,
        (
            nipple_piercing__given
            and (inflamed_patch__r11 or (not discharge__unsure and discharge in ('pus')) or lump_fluctuant__read__r11)
        ) as rule_piercing_with_inflammation__r11,
        -- With a risk such as diabetes, weak immunity, recent surgery or a very young baby, suspected mastitis is one
        -- level more urgent. Sources: owner#6, highland-01, usbooklet-01, ng255-06, ng255-07. Otherwise: highland-01,
        -- cks-08.
        (
            higher_risk__counted
            and inflamed_patch__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_higher_risk_after_twelve_hours__counted,
        (
            higher_risk__counted
            and inflamed_patch__r11
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_higher_risk_after_twelve_hours__r11,
        (
            higher_risk__counted
            and inflamed_patch__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
        ) as rule_higher_risk_after_twelve_hours__r13,
        -- With a risk such as diabetes or weak immunity, a patch still there after two days is one level more urgent
        -- too. Sources: owner#6, highland-01, usbooklet-01, ng255-06, ng255-07. Otherwise: highland-01.
        (
            higher_risk__counted
            and inflamed_patch__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_higher_risk_after_two_days__counted,
        (
            higher_risk__counted
            and inflamed_patch__r11
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_higher_risk_after_two_days__r11,
        (
            higher_risk__counted
            and inflamed_patch__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_higher_risk_after_two_days__r13,
        -- With a risk such as diabetes or weak immunity, mastitis that comes back is one level more urgent. Sources:
        -- owner#6, highland-01, rcog64b-01, ng255-06, ng255-07. Otherwise: herts-06.
        (
            higher_risk__counted
            and inflamed_patch__counted
            and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
        ) as rule_higher_risk_and_recurrent__counted,
        (
            higher_risk__counted
            and inflamed_patch__r11
            and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
        ) as rule_higher_risk_and_recurrent__r11,
        -- With a risk such as diabetes or weak immunity, antibiotics that are not starting to help after a day are
        -- one level more urgent. Sources: owner#3, owner#6, highland-01, uihc-11. Otherwise: cks-12, hse-10.
        (
            higher_risk__counted
            and inflamed_patch__counted
            and not_improving__counted
            and not antibiotic_status__unsure
            and antibiotic_status in ('taking')
            and (
                (
                    (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                    or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                ) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and (
                        (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                        or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                    )
                )
            )
        ) as rule_higher_risk_on_antibiotics__counted,
        (
            higher_risk__counted
            and inflamed_patch__r11
            and not_improving__counted
            and not antibiotic_status__unsure
            and antibiotic_status in ('taking')
            and (
                (
                    (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                    or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                ) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and (
                        (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                        or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                    )
                )
            )
        ) as rule_higher_risk_on_antibiotics__r11,
        (
            higher_risk__counted
            and inflamed_patch__counted
            and not_improving__counted
            and (
                (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
        ) as rule_higher_risk_on_antibiotics__r12,
        -- With HIV, any trouble of the breast calls for the HIV team the same day; inflammation or a cracked nipple
        -- raises virus in the milk of that side. Sources: who2000-05, semrau2013-01, bhivaleaf-01, openuniv-01,
        -- owner#7. Otherwise: aap2024hiv-02, bmjbp-14.
        hiv__given and (breast_complaint__counted or fever_present__counted) as rule_hiv_with_inflamed_breast__counted,
        hiv__given and (breast_complaint__r11 or fever_present__counted) as rule_hiv_with_inflamed_breast__r11,
        -- Mastitis that comes back in the weeks after birth needs hospital assessment. Sources: rcog64b-01,
        -- aafp2024-05. Otherwise: herts-06.
        (
            inflamed_patch__counted
            and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
            and (days_since_birth__unsure or days_since_birth <= 42.0 /* six_weeks_after_birth */)
        ) as rule_recurrence_after_birth__counted,
        (
            inflamed_patch__r11
            and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
            and (days_since_birth__unsure or days_since_birth <= 42.0 /* six_weeks_after_birth */)
        ) as rule_recurrence_after_birth__r11,
        -- A painful crack with cold sores about may be hidden herpes. Sources: differentials#14.
        nipple_crack__given and herpes_exposure__given as rule_crack_and_cold_sores__counted,
        -- An inflamed patch no better after 12 hours is seen by a clinician before 24 hours are over. Sources:
        -- rbm-01, cks-09, highland-04, aba2023-03, owner#2. Otherwise: sask2009-01, aafp2024-06, seed-06.
        (
            inflamed_patch__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and not hours_since_onset__unsure
            and hours_since_onset < 24.0 /* conservative_care */
        ) as rule_patch_not_better_at_twelve_hours__counted,
        (
            inflamed_patch__r11
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and not hours_since_onset__unsure
            and hours_since_onset < 24.0 /* conservative_care */
        ) as rule_patch_not_better_at_twelve_hours__r11,
        -- An inflamed patch no better after a day is seen by a clinician; the same day unless an antibiotic is being
        -- taken. Sources: cks-09, highland-04, lothian-02, owner#2, owner#3. Otherwise: aafp2024-06, seed-06.
        (
            inflamed_patch__r11
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 24.0 /* conservative_care */)
        ) as rule_patch_not_better_after_a_day__r11,
        -- A patch still painful and swollen after two days is seen by a clinician whatever its trend. Sources:
        -- bmjbp-02, bmjbp-11, seed-06, seed-15, etg-02, disagreements#1.1. Otherwise: nhss4l-01, ndc-01.
        (
            inflamed_patch__counted
            and breast_pain__given
            and swelling__given
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_patch_after_two_days__counted,
        (
            inflamed_patch__r11
            and breast_pain__given
            and swelling__given
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_patch_after_two_days__r11,
        -- An inflamed patch without treatment that is still there after two days is looked at even if it eases.
        -- Sources: seed-06, seed-15, etg-02, disagreements#1.1. Otherwise: nhss4l-01, ndc-01.
        (
            inflamed_patch__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_patch_untreated_after_two_days__counted,
        (
            inflamed_patch__r11
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (antibiotic_status__unsure or antibiotic_status in ('none', 'finished'))
        ) as rule_patch_untreated_after_two_days__r11,
        inflamed_patch__counted and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            as rule_patch_untreated_after_two_days__r13,
        -- With a risk such as diabetes, weak immunity, recent surgery or a very young baby, suspected mastitis is one
        -- level more urgent. Sources: owner#6, highland-01, usbooklet-01, ng255-06, ng255-07. Otherwise: highland-01.
        higher_risk__counted and inflamed_patch__counted as rule_higher_risk_from_the_start__counted,
        higher_risk__counted and inflamed_patch__r11 as rule_higher_risk_from_the_start__r11,
        -- Fullness of both breasts that does not ease in two days needs a midwife or doctor. Sources: owner#2,
        -- seed-06, seed-12.
        (
            both_breasts_full__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_engorgement_not_easing__counted,
        -- A tender lump that does not ease in two days is not simple ductal narrowing. Sources: owner#2,
        -- differentials#2, seed-06.
        (
            lump__proven__counted
            and lump_tender__read__counted
            and not lump_remains__given
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_tender_lump_not_easing__counted,
        (
            lump__proven__counted
            and lump__given is not false
            and lump_tender__read__r11
            and not lump_remains__given
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_tender_lump_not_easing__r11,
        -- A lump, or a painful swelling of one breast, that gets worse is not waited for. Sources: murcia-03,
        -- aba2023-03.
        (
            not trend__unsure
            and trend in ('worse')
            and not lump_remains__given
            and (
                lump__proven__counted
                or (breast_pain__given and swelling__given and (side__unsure or side in ('left', 'right')))
            )
        ) as rule_lump_or_swelling_worse__counted,
        (
            not trend__unsure
            and trend in ('worse')
            and not lump_remains__given
            and (
                (lump__proven__counted and lump__given is not false)
                or (breast_pain__given and swelling__given and (side__unsure or side in ('left', 'right')))
            )
        ) as rule_lump_or_swelling_worse__r11,
        -- Antibiotics should be starting to help after a day. Sources: uihc-11, healthify-02, owner#3. Otherwise:
        -- cks-12, hse-10, imnc-05.
        (
            not antibiotic_status__unsure
            and antibiotic_status in ('taking')
            and (
                (
                    (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                    or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                ) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and (
                        (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                        or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
                    )
                )
            )
            and not_improving__counted
        ) as rule_antibiotics_not_starting_to_help__counted,
        (
            (
                (antibiotic_hours__unsure and antibiotic_hours__may_apply)
                or (not antibiotic_hours__unsure and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
            and not_improving__counted
        ) as rule_antibiotics_not_starting_to_help__r12,
        -- Mastitis that comes back needs a clinician, who looks for a cause, an abscess or an underlying lesion.
        -- Sources: herts-06, bmjbp-17, rcog64b-01.
        inflamed_patch__counted and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
            as rule_recurrent_inflammation__counted,
        inflamed_patch__r11 and (episodes_before__unsure or episodes_before >= 1.0 /* one_episode */)
            as rule_recurrent_inflammation__r11,
        -- Missed doses with inflammation that is not settling need the prescriber. Sources: aapparents-03, uihc-10,
        -- hse-13.
        antibiotic_doses_missed__read__counted and inflamed_patch__counted and not_improving__counted
            as rule_antibiotics_stopped_early__counted,
        antibiotic_doses_missed__read__counted and inflamed_patch__r11 and not_improving__counted
            as rule_antibiotics_stopped_early__r11,
        antibiotic_doses_missed__given and inflamed_patch__counted and not_improving__counted
            as rule_antibiotics_stopped_early__r12,
        -- A lump without inflammation is not mastitis and needs imaging, which breastfeeding does not delay. Sources:
        -- ng12-01, scotcancer-02, acr2018-01, abm30-01, owner#8. Otherwise: differentials#nice-ng12-1-4-3.
        lump__proven__counted and not lump_tender__read__counted as rule_lump_without_inflammation__counted,
        lump__proven__counted and lump__given is not false and not lump_tender__read__r11
            as rule_lump_without_inflammation__r11,
        -- A growing or smooth mobile lump is imaged: most are milk cysts. Sources: semphn-02, differentials#6,
        -- acr2018-01, abm30-01.
        lump__proven__counted and (lump_growing__read__counted or lump_mobile_smooth__read__counted)
            as rule_lump_growing_or_mobile__counted,
        (
            lump__proven__counted
            and lump__given is not false
            and (lump_growing__read__r11 or lump_mobile_smooth__read__r11)
        ) as rule_lump_growing_or_mobile__r11,
        -- A lump present for a week needs an examination and possibly ultrasound. Sources: ndc-03,
        -- differentials#la-leche-league, acr2018-01, owner#8. Otherwise: cornwall-04, semphn-01.
        (
            lump__proven__counted
            and (
                (
                    (lump_hours__unsure and lump_hours__may_apply)
                    or (not lump_hours__unsure and lump_hours >= 168.0 /* lump_wait */)
                ) is true
                or (
                    lump_hours__may_apply__counted
                    and (
                        (lump_hours__unsure and lump_hours__may_apply)
                        or (not lump_hours__unsure and lump_hours >= 168.0 /* lump_wait */)
                    )
                )
            )
        ) as rule_lump_for_a_week__counted,
        (
            lump__proven__counted
            and lump__given is not false
            and (
                (
                    (lump_hours__unsure and lump_hours__may_apply)
                    or (not lump_hours__unsure and lump_hours >= 168.0 /* lump_wait */)
                ) is true
                or (
                    lump_hours__may_apply__r11
                    and (
                        (lump_hours__unsure and lump_hours__may_apply)
                        or (not lump_hours__unsure and lump_hours >= 168.0 /* lump_wait */)
                    )
                )
            )
        ) as rule_lump_for_a_week__r11,
        -- Trouble that comes back in the same spot is examined and imaged, with or without inflammation. Sources:
        -- differentials#2, aafp2024-05, bmjbp-17.
        same_spot__given and earlier_episode__counted and breast_complaint__counted as rule_same_spot_again__counted,
        same_spot__given and earlier_episode__counted and breast_complaint__r11 as rule_same_spot_again__r11,
        -- A drained collection often fills again: the team looks at it within days until it has gone. Sources:
        -- leeds-01, colin2019-02, ouh-07.
        drained_this_episode__proven__counted and breast_complaint__counted
            as rule_drained_breast_not_yet_at_ease__counted,
        drained_this_episode__proven__counted and drained_this_episode__given is not false and breast_complaint__r11
            as rule_drained_breast_not_yet_at_ease__r11,
        -- Breast inflammation left, or back, after one antibiotic course is an urgent suspicion of cancer referral.
        -- Sources: scotcancer-01, lothian-03, dg-06, dixon2011-02, borders-02. Otherwise: cornwall-04, semphn-01,
        -- highland-10, mayo-04.
        not antibiotic_status__unsure and antibiotic_status in ('finished') and still_inflamed__counted
            as rule_not_settled_after_a_course__counted,
        not antibiotic_status__unsure and antibiotic_status in ('finished') and still_inflamed__r11
            as rule_not_settled_after_a_course__r11,
        -- A second course in one episode means the first did not settle it. Sources: scotcancer-01, dixon2011-02,
        -- lothian-03.
        (
            (
                (not antibiotic_courses__unsure and antibiotic_courses >= 2.0 /* two_courses */) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and not antibiotic_courses__unsure
                    and antibiotic_courses >= 2.0 /* two_courses */
                )
            )
            and breast_complaint__counted
        ) as rule_several_courses__counted,
        (
            (
                (not antibiotic_courses__unsure and antibiotic_courses >= 2.0 /* two_courses */) is true
                or (
                    antibiotic_hours__may_apply__counted
                    and not antibiotic_courses__unsure
                    and antibiotic_courses >= 2.0 /* two_courses */
                )
            )
            and breast_complaint__r11
        ) as rule_several_courses__r11,
        not antibiotic_courses__unsure and antibiotic_courses >= 2.0 /* two_courses */ and breast_complaint__counted
            as rule_several_courses__r12,
        -- A course that was stopped early while the breast is not at ease again is told to the prescriber, even if it
        -- eases. Sources: aapparents-03, uihc-10, bmjbp-16.
        (
            not antibiotic_status__unsure
            and antibiotic_status in ('finished')
            and antibiotic_doses_missed__read__counted
            and breast_complaint__counted
        ) as rule_course_stopped_early__counted,
        (
            not antibiotic_status__unsure
            and antibiotic_status in ('finished')
            and antibiotic_doses_missed__read__counted
            and breast_complaint__r11
        ) as rule_course_stopped_early__r11,
        antibiotic_doses_missed__given and breast_complaint__counted as rule_course_stopped_early__r13,
        -- Redness over a third of the breast for more than a week without fever may be inflammatory breast cancer.
        -- Sources: cornwall-03, differentials#20, semphn-05.
        (
            redness_third_of_breast__read__counted
            and not unwell__counted
            and not hours_since_onset__unsure
            and hours_since_onset >= 168.0 /* lump_wait */
        ) as rule_large_red_area_without_illness__counted,
        (
            redness_third_of_breast__read__r11
            and not unwell__counted
            and not hours_since_onset__unsure
            and hours_since_onset >= 168.0 /* lump_wait */
        ) as rule_large_red_area_without_illness__r11,
        -- A lump in the armpit or above the collarbone is examined and imaged. Sources: abm30-02,
        -- differentials#nice-ng12-1-4-2, differentials#24.
        armpit_lump__given or glands_elsewhere__given as rule_armpit_or_neck_gland__counted,
        -- A baby refusing a breast with a lump can be a sign of breast cancer. Sources: acr2018-03, differentials#22.
        breast_refused__read__counted and lump__proven__counted as rule_baby_refuses_a_lumpy_breast__counted,
        breast_refused__read__counted and lump__proven__counted and lump__given is not false
            as rule_baby_refuses_a_lumpy_breast__r11,
        breast_refused__read__r14 and lump__proven__counted as rule_baby_refuses_a_lumpy_breast__r14,
        breast_refused__read__r15 and lump__proven__counted as rule_baby_refuses_a_lumpy_breast__r15,
        breast_refused__read__r17 and lump__proven__counted as rule_baby_refuses_a_lumpy_breast__r17,
        -- A breast complaint in someone not lactating, male or after chest surgery always sees a clinician. Sources:
        -- differentials#35, differentials#19, owner#6.
        male_or_chest_surgery__given or (outside_lactation__counted and breast_complaint__counted)
            as rule_not_lactating_or_male__counted,
        male_or_chest_surgery__given or (outside_lactation__counted and breast_complaint__r11)
            as rule_not_lactating_or_male__r11,
        male_or_chest_surgery__given or (male_or_chest_surgery__given and breast_complaint__counted)
            as rule_not_lactating_or_male__r14,
        -- Nipple pain has a cause that can be found and put right: latch, pump, skin, vasospasm. Sources: acog820-01,
        -- toronto2024-08, differentials#8, differentials#10, differentials#13, amir2007-02.
        nipple_crack__given or nipple_pain__given or nipple_burning__given or nipple_blanches__given
            as rule_nipple_pain_or_damage__counted,
        -- Pain for more than two weeks needs a structured work-up. Sources: differentials#13, acog820-01.
        breast_pain__given and not hours_since_onset__unsure and hours_since_onset >= 336.0 /* lasting_pain */
            as rule_pain_that_lasts__counted,
        -- Symptoms for more than two days without getting better need a visit. Sources: seed-06, nhss4l-01,
        -- acog820-01. Otherwise: nhss4l-01.
        (
            breast_complaint__counted
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_symptoms_after_two_days__counted,
        (
            breast_complaint__r11
            and not_improving__counted
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
        ) as rule_symptoms_after_two_days__r11,
        -- Anything still there after a week is seen, even if it eases. Sources: ndc-03, nhss4l-01.
        breast_complaint__counted and not hours_since_onset__unsure and hours_since_onset >= 168.0 /* lump_wait */
            as rule_symptoms_for_a_week__counted,
        breast_complaint__r11 and not hours_since_onset__unsure and hours_since_onset >= 168.0 /* lump_wait */
            as rule_symptoms_for_a_week__r11,
        -- Discharge other than milk, pus or blood is examined. Sources: acr2018-03, acog820-01.
        discharge__unsure or discharge in ('other') as rule_unusual_discharge__counted,
        -- New swelling with an implant or after breast surgery is seen by the surgical team. Sources:
        -- differentials#28.
        breast_implant_or_surgery__given and (swelling__given or lump__proven__counted)
            as rule_implant_with_swelling__counted,
        breast_implant_or_surgery__given and (swelling__given or (lump__proven__counted and lump__given is not false))
            as rule_implant_with_swelling__r11,
        inflamed_patch or fever_present as suspected_mastitis,
        inflamed_patch__r1 or fever_present as suspected_mastitis__r1,
        trend in ('same', 'worse') as not_improving,
        lactation in ('not_lactating') or male_or_chest_surgery as outside_lactation,
        (
            immunosuppressed
            or diabetes
            or breast_implant_or_surgery
            or surgery_last_6_weeks
            or strep_contact
            or mrsa
            or days_since_birth < 14.0 /* newborn_baby */
        ) as higher_risk,
        (
            breast_pain
            or nipple_problem
            or redness__proven
            or warmth
            or swelling
            or lump__proven
            or lump_remains
            or armpit_lump
            or tender_cord
            or cancer_signs
            or nipple_blisters
            or red_streaks
            or skin_dark_or_blistered
            or pain_out_of_proportion
            or discharge in ('pus', 'other')
        ) as breast_complaint,
        (
            breast_pain
            or nipple_problem
            or (redness__proven and redness is not false)
            or warmth
            or swelling
            or (lump__proven and lump is not false)
            or lump_remains
            or armpit_lump
            or tender_cord
            or cancer_signs
            or nipple_blisters
            or red_streaks
            or skin_dark_or_blistered
            or pain_out_of_proportion
            or discharge in ('pus', 'other')
        ) as breast_complaint__r1,
        side in ('both') and swelling and (extent in ('whole_breast') or early_fullness) as both_breasts_full,
        episodes_before >= 1.0 /* one_episode */ as earlier_episode,
        redness__proven or warmth or swelling or lump__proven as still_inflamed,
        (redness__proven and redness is not false) or warmth or swelling or (lump__proven and lump is not false)
            as still_inflamed__r1,
        fever_present or flu_like or feels_unwell as unwell,
        -- for later steps:
        answering_for, antibiotic_courses, antibiotic_doses_missed, antibiotic_doses_missed__read, antibiotic_hours,
        antibiotic_hours__may_apply, antibiotic_rash, antibiotic_reaction, antibiotic_reaction__unsure,
        antibiotic_status, armpit_lump, baby_breast_discharge, baby_breast_discharge__read,
        baby_breast_discharge__unsure, baby_breast_swollen, baby_breast_swollen__read, baby_breast_swollen__unsure,
        baby_cold, baby_cold__given, baby_cold__read, baby_cold__unsure, baby_fever, baby_fever__given,
        baby_fever__may_apply, baby_fever__read, baby_fever__read__counted, baby_few_wet_nappies,
        baby_few_wet_nappies__given, baby_few_wet_nappies__read, baby_fit_or_blue, baby_fit_or_blue__given,
        baby_fit_or_blue__read, baby_fit_or_blue__unsure, baby_green_vomit_or_bloody_stool,
        baby_green_vomit_or_bloody_stool__given, baby_green_vomit_or_bloody_stool__read,
        baby_green_vomit_or_bloody_stool__unsure, baby_hard_to_wake, baby_hard_to_wake__given,
        baby_hard_to_wake__read, baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__given, baby_jaundice__read,
        baby_jaundice__read__counted, baby_mouth_thrush, baby_mouth_thrush__read, baby_poor_feeding,
        baby_poor_feeding__given, baby_poor_feeding__read, baby_preterm_or_ill, baby_preterm_or_ill__read,
        baby_rash_or_blisters, baby_rash_or_blisters__given, baby_rash_or_blisters__read,
        baby_rash_or_blisters__unsure, baby_reaction_to_antibiotic, baby_reaction_to_antibiotic__read, baby_situation,
        both_breasts_full__counted, bowel_inflammation, breast_complaint__counted, breast_complaint__r11,
        breast_implant_or_surgery, breast_pain, breast_refused__read, breathless, breathless__unsure, cancer_signs,
        cancer_signs__counted, chest_pain, chest_pain__unsure, chickenpox_or_shingles, confusion, confusion__unsure,
        days_since_birth, dehydrated, diarrhoea, diarrhoea__given, diastolic_bp, discharge, drain_site_worse,
        drain_site_worse__read, drained_this_episode, drained_this_episode__proven, early_blood, early_fullness,
        episodes_before, extent, extreme_muscle_pain, extreme_muscle_pain__unsure, faint, faint__unsure,
        feels_extremely_ill, feels_extremely_ill__unsure, feels_feverish, feels_unwell, feels_unwell__given,
        fever_present, fever_present__counted, flu_like, flu_like__counted, foul_lochia_or_belly_pain,
        glands_elsewhere, heart_disease_or_stroke, heart_rate, heart_rate__may_apply, heavy_bleeding,
        heavy_bleeding__unsure, herpes_exposure, high_blood_pressure_around_birth, hiv, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, inflamed_patch, inflamed_patch__counted, inflamed_patch__r1,
        inflamed_patch__r11, invasive_strep_b__read, lactation, latch_trouble__read, leg_pain_swelling, little_urine,
        low_blood_pressure__read, low_blood_pressure__unsure, low_mood, lump, lump__given, lump__proven,
        lump__proven__counted, lump_eases_after_feed, lump_eases_after_feed__read, lump_fluctuant,
        lump_fluctuant__read, lump_fluctuant__read__counted, lump_fluctuant__read__r11, lump_growing,
        lump_growing__read, lump_hours, lump_hours__may_apply, lump_hours__may_apply__r1, lump_mobile_smooth,
        lump_mobile_smooth__read, lump_remains, lump_remains__given, lump_size_cm, lump_tender, lump_tender__read,
        lump_tender__read__counted, lump_tender__read__r11, male_or_chest_surgery, mottled_skin, mottled_skin__unsure,
        nipple_blanches, nipple_bleb, nipple_blisters, nipple_blisters__given, nipple_burning, nipple_crack,
        nipple_pain, nipple_piercing, nipple_problem, nipple_retraction_new, nipple_scaly_rash, no_urine,
        no_urine__unsure, nsaid_unsuitable, other_nsaid, others_worried, overwhelming_tiredness, pain,
        pain_out_of_proportion, pain_out_of_proportion__given, pain_out_of_proportion__unsure, painkiller_last_6h,
        paracetamol_unsuitable, pregnant, pump_trouble__denied__counted, pump_trouble__read, quadrant, racing_heart,
        racing_heart__given, rash_not_fading, rash_not_fading__unsure, red_streaks, red_streaks__given, redness,
        redness__given, redness__proven, redness__proven__counted, redness_spreading, redness_spreading__read,
        redness_spreading__read__counted, redness_spreading__read__r11, redness_third_of_breast,
        redness_third_of_breast__read, respiratory_rate, rigors, rigors__unsure, same_spot, severe_headache_or_vision,
        severe_headache_or_vision__unsure, side, skin_dark_or_blistered, skin_dark_or_blistered__given,
        skin_dark_or_blistered__unsure, skin_dimpling, skin_ulcer_or_open_wound, spo2, still_inflamed__counted,
        swelling, systolic_bp, temperature_c, tender_cord, tender_cord__given, thoughts_of_harm,
        thoughts_of_harm__unsure, trend, trend__unsure, ultrasound, vomiting, vomiting__unsure, warmth, warmth__given,
        widespread_rash, widespread_rash__unsure, wound_at_baby_mouth, wound_at_baby_mouth__read
    from step_7
),
step_9 as materialized (
    select
        id,
        (
            (drained_this_episode is false and drain_site_worse is true)
            or (
                lump is false
                and (
                    lump_hours is not null
                    or lump_size_cm is not null
                    or lump_fluctuant is true
                    or lump_tender is true
                    or lump_eases_after_feed is true
                    or lump_growing is true
                    or lump_mobile_smooth is true
                )
            )
            or (redness is false and (redness_spreading is true or redness_third_of_breast is true))
        ) as reading_r1,
        (
            (baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')) is false
            and (
                baby_fever is true
                or baby_cold is true
                or baby_poor_feeding is true
                or baby_few_wet_nappies is true
                or baby_hard_to_wake is true
                or baby_fit_or_blue is true
                or baby_rash_or_blisters is true
                or baby_green_vomit_or_bloody_stool is true
                or baby_jaundice is true
                or baby_preterm_or_ill is true
                or baby_breast_swollen is true
                or baby_breast_discharge is true
                or baby_mouth_thrush is true
                or wound_at_baby_mouth is true
            )
        ) as baby_fever__denied,
        (
            antibiotic_hours__denied
            or (
                baby_reaction_to_antibiotic__denied
                and (baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')) is not false
            )
        ) as reading_r2,
        (
            (
                latch_trouble__denied
                and (baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')) is not false
            )
            or pump_trouble__denied
        ) as reading_r4,
        drain_site_worse is true or (drain_site_worse__may_apply__r1 and drain_site_worse)
            as drain_site_worse__read__r1,
        baby_reaction_to_antibiotic is true or (baby_fever__may_apply and baby_reaction_to_antibiotic)
            as baby_reaction_to_antibiotic__read__r2,
        baby_reaction_to_antibiotic is true or (antibiotic_hours__may_apply and baby_reaction_to_antibiotic)
            as baby_reaction_to_antibiotic__read__r7,
        -- New confusion, slurred speech, marked drowsiness or a fit is a high-risk sign of sepsis and of eclampsia.
        -- Sources: red-flags#RF-L1, red-flags#RF-L8, red-flags#5-seizure, ng255-02, hsesepsis-02, owner#4.
        confusion__given is true as rule_new_confusion__met__counted,
        confusion__given is not false as rule_new_confusion__open__counted,
        -- Severe breathlessness may be sepsis, a lung clot or heart failure. Sources: red-flags#RF-L4, hsesepsis-03,
        -- cdchearher-02, red-flags#5-breathless, owner#4.
        breathless__given is true as rule_severe_breathlessness__met__counted,
        breathless__given is not false as rule_severe_breathlessness__open__counted,
        -- Fainting or being unable to stand may be shock. Sources: red-flags#RF-L9, hsesepsis-05, cdchearher-03,
        -- owner#4.
        faint__given is true as rule_fainting__met__counted,
        faint__given is not false as rule_fainting__open__counted,
        -- Mottled, ashen, blue or very pale skin, lips or tongue is a high-risk sign of sepsis. Sources:
        -- red-flags#RF-L6, ng51-04, owner#4.
        mottled_skin__given is true as rule_mottled_or_blue_skin__met__counted,
        mottled_skin__given is not false as rule_mottled_or_blue_skin__open__counted,
        -- No urine for about 18 hours is a high-risk sign of sepsis. Sources: red-flags#RF-L3, ng51-03, hsesepsis-06,
        -- owner#4.
        no_urine__given is true as rule_no_urine_for_a_day__met__counted,
        no_urine__given is not false as rule_no_urine_for_a_day__open__counted,
        -- A non-blanching rash is a high-risk sign of sepsis. Sources: red-flags#RF-L7, ng51-05, hsesepsis-07,
        -- owner#4.
        rash_not_fading__given is true as rule_rash_that_does_not_fade__met__counted,
        rash_not_fading__given is not false as rule_rash_that_does_not_fade__open__counted,
        -- Rigors are a sign of bacteria in the blood; ordinary shivering with mastitis is not counted here. Sources:
        -- red-flags#RF-L2, owner#4.
        rigors__given is true as rule_shaking_that_cannot_be_stopped__met__counted,
        rigors__given is not false as rule_shaking_that_cannot_be_stopped__open__counted,
        -- Extreme muscle pain is a lay sign of sepsis. Sources: red-flags#RF-L2, hsesepsis-07, owner#4.
        extreme_muscle_pain__given is true as rule_extreme_muscle_pain_flag__met__counted,
        extreme_muscle_pain__given is not false as rule_extreme_muscle_pain_flag__open__counted,
        -- Feeling as ill as never before, or as if she might die, is a lay sign of sepsis whatever the temperature.
        -- Sources: red-flags#RF-L5, hsesepsis-08, ng51gen-01, owner#4.
        feels_extremely_ill__given is true as rule_feels_as_if_dying__met__counted,
        feels_extremely_ill__given is not false as rule_feels_as_if_dying__open__counted,
        -- Repeated vomiting with a bad breast may be sepsis or toxic shock, and tablets will not stay down. Sources:
        -- red-flags#RF-L10, red-flags#4-toxic_shock, owner#4. Otherwise: rcog64b-06.
        vomiting__given is true as rule_cannot_keep_fluids_down__met__counted,
        vomiting__given is not false as rule_cannot_keep_fluids_down__open__counted,
        -- Dusky, black, blistered, numb or crackling skin may be a necrotising infection, where hours count. Sources:
        -- red-flags#4-necrotising, highland-01, rcog64b-05, skc-01, owner#4.
        skin_dark_or_blistered__given is true as rule_dying_skin__met__counted,
        skin_dark_or_blistered__given is not false as rule_dying_skin__open__counted,
        -- Pain out of proportion to the skin may be a necrotising infection before the skin shows it. Sources:
        -- red-flags#4-necrotising, owner#4.
        pain_out_of_proportion__given is true as rule_pain_far_worse_than_it_looks__met__counted,
        pain_out_of_proportion__given is not false as rule_pain_far_worse_than_it_looks__open__counted,
        -- A new sunburn-like rash with a breast infection may be toxic shock. Sources: red-flags#4-toxic_shock,
        -- rcog64b-02, owner#4.
        widespread_rash__given is true as rule_sunburn_like_rash__met__counted,
        widespread_rash__given is not false as rule_sunburn_like_rash__open__counted,
        -- Chest pain up to a year after birth may be a lung clot or heart disease. Sources: red-flags#5-chest_pain,
        -- cdchearher-02, owner#4.
        chest_pain__given is true as rule_chest_pain_flag__met__counted,
        chest_pain__given is not false as rule_chest_pain_flag__open__counted,
        -- A severe headache or changed vision after birth may be pre-eclampsia or a clot in the brain. Sources:
        -- red-flags#5-headache, red-flags#5-belly_or_vision, owner#4.
        severe_headache_or_vision__given is true as rule_severe_headache_or_changed_sight__met__counted,
        severe_headache_or_vision__given is not false as rule_severe_headache_or_changed_sight__open__counted,
        -- Soaking a pad an hour or passing large clots is a haemorrhage. Sources: red-flags#5-bleeding, owner#4.
        heavy_bleeding__given is true as rule_heavy_bleeding_flag__met__counted,
        heavy_bleeding__given is not false as rule_heavy_bleeding_flag__open__counted,
        -- Thoughts of harming herself or the baby need immediate help, without blame. Sources:
        -- red-flags#5-thoughts_of_harm, red-flags#5-mental_health, cdchearher-05, owner#4.
        thoughts_of_harm__given is true as rule_thoughts_of_harm_flag__met__counted,
        thoughts_of_harm__given is not false as rule_thoughts_of_harm_flag__open__counted,
        -- Swelling of face or tongue, trouble breathing or collapse after an antibiotic is anaphylaxis. Sources:
        -- medicines#3-severe_immediate, red-flags#RF-L4, owner#4.
        antibiotic_reaction__given is true as rule_allergic_reaction_to_antibiotic__met__counted,
        antibiotic_reaction__given is not false as rule_allergic_reaction_to_antibiotic__open__counted,
        -- Low blood pressure or shock is a high-risk sign of sepsis. Sources: ng51-02, red-flags#3.1-blood_pressure,
        -- owner#4.
        low_blood_pressure__read__counted is true as rule_low_blood_pressure_flag__met__counted,
        low_blood_pressure__read__counted is not false as rule_low_blood_pressure_flag__open__counted,
        rule_fast_spread_and_unwell__counted is true or (reading_r11 and rule_fast_spread_and_unwell__r11 is true)
            as rule_fast_spread_and_unwell__met__counted,
        (
            rule_fast_spread_and_unwell__counted is not false
            or (reading_r11 and rule_fast_spread_and_unwell__r11 is not false)
        ) as rule_fast_spread_and_unwell__open__counted,
        rule_very_fast_breathing__counted is true as rule_very_fast_breathing__met__counted,
        rule_very_fast_breathing__counted is not false as rule_very_fast_breathing__open__counted,
        rule_very_slow_breathing__counted is true as rule_very_slow_breathing__met__counted,
        rule_very_slow_breathing__counted is not false as rule_very_slow_breathing__open__counted,
        rule_pulse_in_the_danger_range__counted is true as rule_pulse_in_the_danger_range__met__counted,
        rule_pulse_in_the_danger_range__counted is not false as rule_pulse_in_the_danger_range__open__counted,
        rule_blood_pressure_in_the_danger_range__counted is true
            as rule_blood_pressure_in_the_danger_range__met__counted,
        rule_blood_pressure_in_the_danger_range__counted is not false
            as rule_blood_pressure_in_the_danger_range__open__counted,
        rule_oxygen_in_the_danger_range__counted is true as rule_oxygen_in_the_danger_range__met__counted,
        rule_oxygen_in_the_danger_range__counted is not false as rule_oxygen_in_the_danger_range__open__counted,
        rule_severe_high_blood_pressure__counted is true as rule_severe_high_blood_pressure__met__counted,
        rule_severe_high_blood_pressure__counted is not false as rule_severe_high_blood_pressure__open__counted,
        rule_low_temperature_and_ill__counted is true or (reading_r11 and rule_low_temperature_and_ill__r11 is true)
            as rule_low_temperature_and_ill__met__counted,
        (
            rule_low_temperature_and_ill__counted is not false
            or (reading_r11 and rule_low_temperature_and_ill__r11 is not false)
        ) as rule_low_temperature_and_ill__open__counted,
        -- A baby who is floppy, hard to wake or breathing hard is an emergency. Sources: red-flags#6-hard_to_wake,
        -- red-flags#6-blue_or_grunting.
        baby_hard_to_wake__read__counted is true or (baby_fever__denied__counted and baby_hard_to_wake__given is true)
            as rule_baby_floppy_or_hard_to_wake__met__counted,
        (
            baby_hard_to_wake__read__counted is not false
            or (baby_fever__denied__counted and baby_hard_to_wake__given is not false)
        ) as rule_baby_floppy_or_hard_to_wake__open__counted,
        -- A fit, blue or grey colour, or grunting is an emergency. Sources: red-flags#6-blue_or_grunting,
        -- red-flags#6-rash_fit_green_vomit.
        baby_fit_or_blue__read__counted is true or (baby_fever__denied__counted and baby_fit_or_blue__given is true)
            as rule_baby_fitting_or_blue__met__counted,
        (
            baby_fit_or_blue__read__counted is not false
            or (baby_fever__denied__counted and baby_fit_or_blue__given is not false)
        ) as rule_baby_fitting_or_blue__open__counted,
        -- Green vomit or blood in the stool may be a blocked bowel or colitis. Sources:
        -- red-flags#6-rash_fit_green_vomit, medicines#watch_list. Otherwise: red-flags#6-bloody_stool.
        (
            baby_green_vomit_or_bloody_stool__read__counted is true
            or (baby_fever__denied__counted and baby_green_vomit_or_bloody_stool__given is true)
        ) as rule_baby_green_vomit_or_blood__met__counted,
        (
            baby_green_vomit_or_bloody_stool__read__counted is not false
            or (baby_fever__denied__counted and baby_green_vomit_or_bloody_stool__given is not false)
        ) as rule_baby_green_vomit_or_blood__open__counted,
        -- Blisters in a baby may be herpes; a rash that does not fade may be sepsis. Sources: red-flags#6-blisters,
        -- red-flags#6-rash_fit_green_vomit.
        (
            baby_rash_or_blisters__read__counted is true
            or (baby_fever__denied__counted and baby_rash_or_blisters__given is true)
        ) as rule_baby_rash_or_blisters_flag__met__counted,
        (
            baby_rash_or_blisters__read__counted is not false
            or (baby_fever__denied__counted and baby_rash_or_blisters__given is not false)
        ) as rule_baby_rash_or_blisters_flag__open__counted,
        rule_baby_sore_breast__counted is true or (baby_fever__denied__counted and rule_baby_sore_breast__r17 is true)
            as rule_baby_sore_breast__met__counted,
        (
            rule_baby_sore_breast__counted is not false
            or (baby_fever__denied__counted and rule_baby_sore_breast__r17 is not false)
        ) as rule_baby_sore_breast__open__counted,
        -- A temperature below 36 °C in a baby is a high-risk sign of sepsis. Sources: red-flags#6-cold.
        baby_cold__read__counted is true or (baby_fever__denied__counted and baby_cold__given is true)
            as rule_baby_too_cold__met__counted,
        baby_cold__read__counted is not false or (baby_fever__denied__counted and baby_cold__given is not false)
            as rule_baby_too_cold__open__counted,
        (
            rule_young_baby_with_fever__counted is true
            or (baby_fever__denied__counted and rule_young_baby_with_fever__r17 is true)
        ) as rule_young_baby_with_fever__met__counted,
        (
            rule_young_baby_with_fever__counted is not false
            or (baby_fever__denied__counted and rule_young_baby_with_fever__r17 is not false)
        ) as rule_young_baby_with_fever__open__counted,
        (
            rule_jaundice_on_the_first_day__counted is true
            or (baby_fever__denied__counted and rule_jaundice_on_the_first_day__r17 is true)
        ) as rule_jaundice_on_the_first_day__met__counted,
        (
            rule_jaundice_on_the_first_day__counted is not false
            or (baby_fever__denied__counted and rule_jaundice_on_the_first_day__r17 is not false)
        ) as rule_jaundice_on_the_first_day__open__counted,
        -- A fever, measured or felt, with a breast complaint is a reason to speak to a clinician today; whether to
        -- give antibiotics is their decision. Sources: cdchearher-01, healthify-01, aapparents-01, hsesepsis-10,
        -- owner#1. Otherwise: aafp2024-06, ndc-01, bhs-02, rcog64b-01, abm36-32.
        fever_present__counted is true as rule_fever_with_sore_breast__met__counted,
        fever_present__counted is not false as rule_fever_with_sore_breast__open__counted,
        -- Chills or aching all over with a breast complaint count as systemic illness, also without a fever. Sources:
        -- seed-02, hse-08, bmjbp-02, owner#1. Otherwise: aafp2024-06, bhs-02.
        flu_like__counted is true as rule_flu_like_illness__met__counted,
        flu_like__counted is not false as rule_flu_like_illness__open__counted,
        -- Being clearly unwell with mastitis needs a clinician the same day; a normal temperature does not rule out
        -- sepsis. Sources: rcog64b-01, ng51gen-01, hsesepsis-10, msd2024-04. Otherwise: rcog64b-01.
        feels_unwell__given is true as rule_clearly_unwell__met__counted,
        feels_unwell__given is not false as rule_clearly_unwell__open__counted,
        -- Worry by a partner or carer is a sign in itself. Sources: ng51gen-02, red-flags#0.3, ng255-05.
        others_worried__given is true as rule_carer_worried__met__counted,
        others_worried__given is not false as rule_carer_worried__open__counted,
        -- A racing heart at rest after birth needs a clinician the same day. Sources: cdchearher-02,
        -- red-flags#5-care_now_list. Otherwise: hsesepsis-04.
        racing_heart__given is true as rule_heart_racing__met__counted,
        racing_heart__given is not false as rule_heart_racing__open__counted,
        -- Diarrhoea with a breast infection is a warning sign after birth; with vomiting it is an emergency. Sources:
        -- rcog64b-06, red-flags#RF-L10.
        diarrhoea__given is true as rule_diarrhoea_while_ill__met__counted,
        diarrhoea__given is not false as rule_diarrhoea_while_ill__open__counted,
        rule_little_urine_or_dry__counted is true as rule_little_urine_or_dry__met__counted,
        rule_little_urine_or_dry__counted is not false as rule_little_urine_or_dry__open__counted,
        rule_low_temperature_alone__counted is true as rule_low_temperature_alone__met__counted,
        rule_low_temperature_alone__counted is not false as rule_low_temperature_alone__open__counted,
        -- Overwhelming tiredness up to a year after birth is an urgent warning sign, however the breast looks.
        -- Sources: cdchearher-04, red-flags#5-care_now_list, owner#4.
        overwhelming_tiredness__given is true as rule_overwhelming_exhaustion__met__counted,
        overwhelming_tiredness__given is not false as rule_overwhelming_exhaustion__open__counted,
        rule_fast_pulse_measured__counted is true as rule_fast_pulse_measured__met__counted,
        rule_fast_pulse_measured__counted is not false as rule_fast_pulse_measured__open__counted,
        (
            rule_raised_pulse_with_infection__counted is true
            or (reading_r11 and rule_raised_pulse_with_infection__r11 is true)
        ) as rule_raised_pulse_with_infection__met__counted,
        (
            rule_raised_pulse_with_infection__counted is not false
            or (reading_r11 and rule_raised_pulse_with_infection__r11 is not false)
        ) as rule_raised_pulse_with_infection__open__counted,
        rule_raised_breathing_measured__counted is true as rule_raised_breathing_measured__met__counted,
        rule_raised_breathing_measured__counted is not false as rule_raised_breathing_measured__open__counted,
        rule_reduced_blood_pressure__counted is true or (reading_r11 and rule_reduced_blood_pressure__r11 is true)
            as rule_reduced_blood_pressure__met__counted,
        (
            rule_reduced_blood_pressure__counted is not false
            or (reading_r11 and rule_reduced_blood_pressure__r11 is not false)
        ) as rule_reduced_blood_pressure__open__counted,
        rule_reduced_oxygen_measured__counted is true as rule_reduced_oxygen_measured__met__counted,
        rule_reduced_oxygen_measured__counted is not false as rule_reduced_oxygen_measured__open__counted,
        rule_high_blood_pressure__counted is true as rule_high_blood_pressure__met__counted,
        rule_high_blood_pressure__counted is not false as rule_high_blood_pressure__open__counted,
        -- One leg newly swollen or painful may be a clot. Sources: red-flags#5-leg.
        leg_pain_swelling__given is true as rule_leg_pain_or_swelling__met__counted,
        leg_pain_swelling__given is not false as rule_leg_pain_or_swelling__open__counted,
        -- Foul loss or strong belly or wound pain may be an infection of womb or wound; the breast may be a
        -- bystander. Sources: red-flags#4-other_site, rcog64b-06, red-flags#5-wound, red-flags#5-care_now_list.
        foul_lochia_or_belly_pain__given is true as rule_belly_or_wound_infection__met__counted,
        foul_lochia_or_belly_pain__given is not false as rule_belly_or_wound_infection__open__counted,
        -- A squashy lump, pus, or an inflamed lump that antibiotics do not settle may be an abscess, which needs
        -- ultrasound and drainage. Sources: cks-22, ouh-07, scotcancer-04, lothian-04, healthify-03, differentials#4.
        (
            abscess_signs__counted is true
            or (reading_r11 and abscess_signs__r11 is true)
            or (reading_r12 and abscess_signs__r12 is true)
        ) as rule_abscess_suspected__met__counted,
        (
            abscess_signs__counted is not false
            or (reading_r11 and abscess_signs__r11 is not false)
            or (reading_r12 and abscess_signs__r12 is not false)
        ) as rule_abscess_suspected__open__counted,
        rule_patch_worse__counted is true or (reading_r11 and rule_patch_worse__r11 is true)
            as rule_patch_worse__met__counted,
        rule_patch_worse__counted is not false or (reading_r11 and rule_patch_worse__r11 is not false)
            as rule_patch_worse__open__counted,
        (
            rule_patch_not_settling__counted is true
            or (reading_r11 and rule_patch_not_settling__r11 is true)
            or (reading_r12 and rule_patch_not_settling__r13 is true)
        ) as rule_patch_not_settling__met__counted,
        (
            rule_patch_not_settling__counted is not false
            or (reading_r11 and rule_patch_not_settling__r11 is not false)
            or (reading_r12 and rule_patch_not_settling__r13 is not false)
        ) as rule_patch_not_settling__open__counted,
        -- Redness that is clearly larger than twelve hours ago is progressive infection until seen. Sources:
        -- msd2024-04, cks-21, highland-01.
        redness_spreading__read__counted is true or (reading_r11 and redness_spreading__read__r11 is true)
            as rule_redness_growing__met__counted,
        redness_spreading__read__counted is not false or (reading_r11 and redness_spreading__read__r11 is not false)
            as rule_redness_growing__open__counted,
        -- Red or dark streaks from the sore area need care the same day. Sources: usbooklet-01.
        red_streaks__given is true as rule_red_streaks_seen__met__counted,
        red_streaks__given is not false as rule_red_streaks_seen__open__counted,
        rule_both_breasts_inflamed__counted is true or (reading_r11 and rule_both_breasts_inflamed__r11 is true)
            as rule_both_breasts_inflamed__met__counted,
        (
            rule_both_breasts_inflamed__counted is not false
            or (reading_r11 and rule_both_breasts_inflamed__r11 is not false)
        ) as rule_both_breasts_inflamed__open__counted,
        (
            rule_red_fullness_severe_or_worse__counted is true
            or (reading_r11 and rule_red_fullness_severe_or_worse__r11 is true)
        ) as rule_red_fullness_severe_or_worse__met__counted,
        (
            rule_red_fullness_severe_or_worse__counted is not false
            or (reading_r11 and rule_red_fullness_severe_or_worse__r11 is not false)
        ) as rule_red_fullness_severe_or_worse__open__counted,
        rule_severe_breast_pain__counted is true or (reading_r11 and rule_severe_breast_pain__r11 is true)
            as rule_severe_breast_pain__met__counted,
        rule_severe_breast_pain__counted is not false or (reading_r11 and rule_severe_breast_pain__r11 is not false)
            as rule_severe_breast_pain__open__counted,
        rule_antibiotics_failing__counted is true or (reading_r12 and rule_antibiotics_failing__r12 is true)
            as rule_antibiotics_failing__met__counted,
        rule_antibiotics_failing__counted is not false or (reading_r12 and rule_antibiotics_failing__r12 is not false)
            as rule_antibiotics_failing__open__counted,
        rule_worse_on_antibiotics__counted is true or (reading_r12 and rule_worse_on_antibiotics__r12 is true)
            as rule_worse_on_antibiotics__met__counted,
        (
            rule_worse_on_antibiotics__counted is not false
            or (reading_r12 and rule_worse_on_antibiotics__r12 is not false)
        ) as rule_worse_on_antibiotics__open__counted,
        -- A rash or itching since an antibiotic needs the prescriber the same day; do not take the next dose before
        -- speaking to them. Sources: medicines#3-severe_immediate, medicines#3-severe_delayed.
        antibiotic_rash__given is true as rule_rash_from_antibiotic__met__counted,
        antibiotic_rash__given is not false as rule_rash_from_antibiotic__open__counted,
        -- More pain, pus or bleeding after drainage needs the treating team the same day. Sources: leeds-01, ouh-07,
        -- scotcancer-04.
        drain_site_worse__read__counted is true or (reading_r11 and drain_site_worse__read__r11 is true)
            as rule_drain_site_trouble__met__counted,
        drain_site_worse__read__counted is not false or (reading_r11 and drain_site_worse__read__r11 is not false)
            as rule_drain_site_trouble__open__counted,
        -- Clusters of blisters or shallow sores may be herpes, which is dangerous for a young baby. Sources:
        -- differentials#14, red-flags#6-blisters.
        nipple_blisters__given is true as rule_blisters_on_the_breast__met__counted,
        nipple_blisters__given is not false as rule_blisters_on_the_breast__open__counted,
        -- Chickenpox or shingles with a sore breast needs advice the same day, for the baby too. Sources:
        -- differentials#15.
        chickenpox_or_shingles__given is true as rule_chickenpox_or_shingles_now__met__counted,
        chickenpox_or_shingles__given is not false as rule_chickenpox_or_shingles_now__open__counted,
        (
            rule_inflamed_outside_lactation__counted is true
            or (reading_r11 and rule_inflamed_outside_lactation__r11 is true)
            or (reading_r14 and rule_inflamed_outside_lactation__r14 is true)
            or (pump_trouble__denied__counted and rule_inflamed_outside_lactation__r14 is true)
        ) as rule_inflamed_outside_lactation__met__counted,
        (
            rule_inflamed_outside_lactation__counted is not false
            or (reading_r11 and rule_inflamed_outside_lactation__r11 is not false)
            or (reading_r14 and rule_inflamed_outside_lactation__r14 is not false)
            or (pump_trouble__denied__counted and rule_inflamed_outside_lactation__r14 is not false)
        ) as rule_inflamed_outside_lactation__open__counted,
        (
            rule_piercing_with_inflammation__counted is true
            or (reading_r11 and rule_piercing_with_inflammation__r11 is true)
        ) as rule_piercing_with_inflammation__met__counted,
        (
            rule_piercing_with_inflammation__counted is not false
            or (reading_r11 and rule_piercing_with_inflammation__r11 is not false)
        ) as rule_piercing_with_inflammation__open__counted,
        (
            rule_higher_risk_after_twelve_hours__counted is true
            or (reading_r11 and rule_higher_risk_after_twelve_hours__r11 is true)
            or (reading_r12 and rule_higher_risk_after_twelve_hours__r13 is true)
        ) as rule_higher_risk_after_twelve_hours__met__counted,
        (
            rule_higher_risk_after_twelve_hours__counted is not false
            or (reading_r11 and rule_higher_risk_after_twelve_hours__r11 is not false)
            or (reading_r12 and rule_higher_risk_after_twelve_hours__r13 is not false)
        ) as rule_higher_risk_after_twelve_hours__open__counted,
        (
            rule_higher_risk_after_two_days__counted is true
            or (reading_r11 and rule_higher_risk_after_two_days__r11 is true)
            or (reading_r12 and rule_higher_risk_after_two_days__r13 is true)
        ) as rule_higher_risk_after_two_days__met__counted,
        (
            rule_higher_risk_after_two_days__counted is not false
            or (reading_r11 and rule_higher_risk_after_two_days__r11 is not false)
            or (reading_r12 and rule_higher_risk_after_two_days__r13 is not false)
        ) as rule_higher_risk_after_two_days__open__counted,
        (
            rule_higher_risk_and_recurrent__counted is true
            or (reading_r11 and rule_higher_risk_and_recurrent__r11 is true)
        ) as rule_higher_risk_and_recurrent__met__counted,
        (
            rule_higher_risk_and_recurrent__counted is not false
            or (reading_r11 and rule_higher_risk_and_recurrent__r11 is not false)
        ) as rule_higher_risk_and_recurrent__open__counted,
        (
            rule_higher_risk_on_antibiotics__counted is true
            or (reading_r11 and rule_higher_risk_on_antibiotics__r11 is true)
            or (reading_r12 and rule_higher_risk_on_antibiotics__r12 is true)
        ) as rule_higher_risk_on_antibiotics__met__counted,
        (
            rule_higher_risk_on_antibiotics__counted is not false
            or (reading_r11 and rule_higher_risk_on_antibiotics__r11 is not false)
            or (reading_r12 and rule_higher_risk_on_antibiotics__r12 is not false)
        ) as rule_higher_risk_on_antibiotics__open__counted,
        rule_hiv_with_inflamed_breast__counted is true or (reading_r11 and rule_hiv_with_inflamed_breast__r11 is true)
            as rule_hiv_with_inflamed_breast__met__counted,
        (
            rule_hiv_with_inflamed_breast__counted is not false
            or (reading_r11 and rule_hiv_with_inflamed_breast__r11 is not false)
        ) as rule_hiv_with_inflamed_breast__open__counted,
        rule_recurrence_after_birth__counted is true or (reading_r11 and rule_recurrence_after_birth__r11 is true)
            as rule_recurrence_after_birth__met__counted,
        (
            rule_recurrence_after_birth__counted is not false
            or (reading_r11 and rule_recurrence_after_birth__r11 is not false)
        ) as rule_recurrence_after_birth__open__counted,
        -- A fever in an older baby needs advice the same day. Sources: red-flags#6-fever_3_to_6_months.
        baby_fever__read__counted is true or (baby_fever__denied__counted and baby_fever__given is true)
            as rule_baby_fever_flag__met__counted,
        baby_fever__read__counted is not false or (baby_fever__denied__counted and baby_fever__given is not false)
            as rule_baby_fever_flag__open__counted,
        -- A baby who feeds much less needs to be seen the same day. Sources: red-flags#6-poor_feeding, acog820-05.
        baby_poor_feeding__read__counted is true or (baby_fever__denied__counted and baby_poor_feeding__given is true)
            as rule_baby_feeding_poorly__met__counted,
        (
            baby_poor_feeding__read__counted is not false
            or (baby_fever__denied__counted and baby_poor_feeding__given is not false)
        ) as rule_baby_feeding_poorly__open__counted,
        -- Half the usual wet nappies or fewer needs advice the same day. Sources: red-flags#6-few_wet_nappies,
        -- red-flags#6-no_wet_nappy, acog820-05.
        (
            baby_few_wet_nappies__read__counted is true
            or (baby_fever__denied__counted and baby_few_wet_nappies__given is true)
        ) as rule_baby_dry__met__counted,
        (
            baby_few_wet_nappies__read__counted is not false
            or (baby_fever__denied__counted and baby_few_wet_nappies__given is not false)
        ) as rule_baby_dry__open__counted,
        -- Jaundice needs advice the same day. Sources: red-flags#6-jaundice, acog820-05.
        baby_jaundice__read__counted is true or (baby_fever__denied__counted and baby_jaundice__given is true)
            as rule_baby_yellow__met__counted,
        (
            baby_jaundice__read__counted is not false
            or (baby_fever__denied__counted and baby_jaundice__given is not false)
        ) as rule_baby_yellow__open__counted,
        -- Much loose stool, vomiting or a rash in a baby whose mother takes an antibiotic is discussed the same day;
        -- blood in the stool is an emergency. Sources: red-flags#6-bloody_stool, medicines#watch_list, lactmed-03.
        (
            baby_reaction_to_antibiotic__read__counted is true
            or (reading_r12 and baby_reaction_to_antibiotic__read__r12 is true)
            or (baby_fever__denied__counted and baby_reaction_to_antibiotic__read__r17 is true)
        ) as rule_baby_reacts_to_antibiotic__met__counted,
        (
            baby_reaction_to_antibiotic__read__counted is not false
            or (reading_r12 and baby_reaction_to_antibiotic__read__r12 is not false)
            or (baby_fever__denied__counted and baby_reaction_to_antibiotic__read__r17 is not false)
        ) as rule_baby_reacts_to_antibiotic__open__counted,
        -- Invasive group B streptococcal disease in mother or baby needs the treating team. Sources: lawrence2013-02.
        invasive_strep_b__read__counted is true as rule_invasive_strep_in_mother_or_baby__met__counted,
        invasive_strep_b__read__counted is not false as rule_invasive_strep_in_mother_or_baby__open__counted,
        rule_crack_and_cold_sores__counted is true as rule_crack_and_cold_sores__met__counted,
        rule_crack_and_cold_sores__counted is not false as rule_crack_and_cold_sores__open__counted,
        (
            rule_patch_not_better_at_twelve_hours__counted is true
            or (reading_r11 and rule_patch_not_better_at_twelve_hours__r11 is true)
        ) as rule_patch_not_better_at_twelve_hours__met__counted,
        (
            rule_patch_not_better_at_twelve_hours__counted is not false
            or (reading_r11 and rule_patch_not_better_at_twelve_hours__r11 is not false)
        ) as rule_patch_not_better_at_twelve_hours__open__counted,
        rule_patch_not_settling__r13 is true or (reading_r11 and rule_patch_not_better_after_a_day__r11 is true)
            as rule_patch_not_better_after_a_day__met__counted,
        (
            rule_patch_not_settling__r13 is not false
            or (reading_r11 and rule_patch_not_better_after_a_day__r11 is not false)
        ) as rule_patch_not_better_after_a_day__open__counted,
        rule_patch_after_two_days__counted is true or (reading_r11 and rule_patch_after_two_days__r11 is true)
            as rule_patch_after_two_days__met__counted,
        (
            rule_patch_after_two_days__counted is not false
            or (reading_r11 and rule_patch_after_two_days__r11 is not false)
        ) as rule_patch_after_two_days__open__counted,
        (
            rule_patch_untreated_after_two_days__counted is true
            or (reading_r11 and rule_patch_untreated_after_two_days__r11 is true)
            or (reading_r12 and rule_patch_untreated_after_two_days__r13 is true)
        ) as rule_patch_untreated_after_two_days__met__counted,
        (
            rule_patch_untreated_after_two_days__counted is not false
            or (reading_r11 and rule_patch_untreated_after_two_days__r11 is not false)
            or (reading_r12 and rule_patch_untreated_after_two_days__r13 is not false)
        ) as rule_patch_untreated_after_two_days__open__counted,
        (
            rule_higher_risk_from_the_start__counted is true
            or (reading_r11 and rule_higher_risk_from_the_start__r11 is true)
        ) as rule_higher_risk_from_the_start__met__counted,
        (
            rule_higher_risk_from_the_start__counted is not false
            or (reading_r11 and rule_higher_risk_from_the_start__r11 is not false)
        ) as rule_higher_risk_from_the_start__open__counted,
        rule_engorgement_not_easing__counted is true as rule_engorgement_not_easing__met__counted,
        rule_engorgement_not_easing__counted is not false as rule_engorgement_not_easing__open__counted,
        rule_tender_lump_not_easing__counted is true or (reading_r11 and rule_tender_lump_not_easing__r11 is true)
            as rule_tender_lump_not_easing__met__counted,
        (
            rule_tender_lump_not_easing__counted is not false
            or (reading_r11 and rule_tender_lump_not_easing__r11 is not false)
        ) as rule_tender_lump_not_easing__open__counted,
        rule_lump_or_swelling_worse__counted is true or (reading_r11 and rule_lump_or_swelling_worse__r11 is true)
            as rule_lump_or_swelling_worse__met__counted,
        (
            rule_lump_or_swelling_worse__counted is not false
            or (reading_r11 and rule_lump_or_swelling_worse__r11 is not false)
        ) as rule_lump_or_swelling_worse__open__counted,
        (
            rule_antibiotics_not_starting_to_help__counted is true
            or (reading_r12 and rule_antibiotics_not_starting_to_help__r12 is true)
        ) as rule_antibiotics_not_starting_to_help__met__counted,
        (
            rule_antibiotics_not_starting_to_help__counted is not false
            or (reading_r12 and rule_antibiotics_not_starting_to_help__r12 is not false)
        ) as rule_antibiotics_not_starting_to_help__open__counted,
        rule_recurrent_inflammation__counted is true or (reading_r11 and rule_recurrent_inflammation__r11 is true)
            as rule_recurrent_inflammation__met__counted,
        (
            rule_recurrent_inflammation__counted is not false
            or (reading_r11 and rule_recurrent_inflammation__r11 is not false)
        ) as rule_recurrent_inflammation__open__counted,
        (
            rule_antibiotics_stopped_early__counted is true
            or (reading_r11 and rule_antibiotics_stopped_early__r11 is true)
            or (reading_r12 and rule_antibiotics_stopped_early__r12 is true)
        ) as rule_antibiotics_stopped_early__met__counted,
        (
            rule_antibiotics_stopped_early__counted is not false
            or (reading_r11 and rule_antibiotics_stopped_early__r11 is not false)
            or (reading_r12 and rule_antibiotics_stopped_early__r12 is not false)
        ) as rule_antibiotics_stopped_early__open__counted,
        -- A lump that is left when the illness has gone needs an examination and ultrasound. Sources: seed-07,
        -- ndc-03, bmjbp-17, disagreements#1.15, owner#8.
        lump_remains__given is true as rule_lump_that_remains__met__counted,
        lump_remains__given is not false as rule_lump_that_remains__open__counted,
        (
            rule_lump_without_inflammation__counted is true
            or (reading_r11 and rule_lump_without_inflammation__r11 is true)
        ) as rule_lump_without_inflammation__met__counted,
        (
            rule_lump_without_inflammation__counted is not false
            or (reading_r11 and rule_lump_without_inflammation__r11 is not false)
        ) as rule_lump_without_inflammation__open__counted,
        rule_lump_growing_or_mobile__counted is true or (reading_r11 and rule_lump_growing_or_mobile__r11 is true)
            as rule_lump_growing_or_mobile__met__counted,
        (
            rule_lump_growing_or_mobile__counted is not false
            or (reading_r11 and rule_lump_growing_or_mobile__r11 is not false)
        ) as rule_lump_growing_or_mobile__open__counted,
        rule_lump_for_a_week__counted is true or (reading_r11 and rule_lump_for_a_week__r11 is true)
            as rule_lump_for_a_week__met__counted,
        rule_lump_for_a_week__counted is not false or (reading_r11 and rule_lump_for_a_week__r11 is not false)
            as rule_lump_for_a_week__open__counted,
        rule_same_spot_again__counted is true or (reading_r11 and rule_same_spot_again__r11 is true)
            as rule_same_spot_again__met__counted,
        rule_same_spot_again__counted is not false or (reading_r11 and rule_same_spot_again__r11 is not false)
            as rule_same_spot_again__open__counted,
        (
            rule_drained_breast_not_yet_at_ease__counted is true
            or (reading_r11 and rule_drained_breast_not_yet_at_ease__r11 is true)
        ) as rule_drained_breast_not_yet_at_ease__met__counted,
        (
            rule_drained_breast_not_yet_at_ease__counted is not false
            or (reading_r11 and rule_drained_breast_not_yet_at_ease__r11 is not false)
        ) as rule_drained_breast_not_yet_at_ease__open__counted,
        (
            rule_not_settled_after_a_course__counted is true
            or (reading_r11 and rule_not_settled_after_a_course__r11 is true)
            or (reading_r12 and still_inflamed__counted is true)
        ) as rule_not_settled_after_a_course__met__counted,
        (
            rule_not_settled_after_a_course__counted is not false
            or (reading_r11 and rule_not_settled_after_a_course__r11 is not false)
            or (reading_r12 and still_inflamed__counted is not false)
        ) as rule_not_settled_after_a_course__open__counted,
        (
            rule_several_courses__counted is true
            or (reading_r11 and rule_several_courses__r11 is true)
            or (reading_r12 and rule_several_courses__r12 is true)
        ) as rule_several_courses__met__counted,
        (
            rule_several_courses__counted is not false
            or (reading_r11 and rule_several_courses__r11 is not false)
            or (reading_r12 and rule_several_courses__r12 is not false)
        ) as rule_several_courses__open__counted,
        (
            rule_course_stopped_early__counted is true
            or (reading_r11 and rule_course_stopped_early__r11 is true)
            or (reading_r12 and rule_course_stopped_early__r13 is true)
        ) as rule_course_stopped_early__met__counted,
        (
            rule_course_stopped_early__counted is not false
            or (reading_r11 and rule_course_stopped_early__r11 is not false)
            or (reading_r12 and rule_course_stopped_early__r13 is not false)
        ) as rule_course_stopped_early__open__counted,
        -- Orange-peel skin, an ulcer, a newly turned-in nipple, a scaly nipple or blood needs the urgent breast
        -- clinic at any age. Sources: scotcancer-03, borders-02, semphn-01, differentials#20, differentials#21,
        -- differentials#nice-ng12-1-4-2, owner#8.
        cancer_signs__counted is true as rule_skin_or_nipple_change__met__counted,
        cancer_signs__counted is not false as rule_skin_or_nipple_change__open__counted,
        (
            rule_large_red_area_without_illness__counted is true
            or (reading_r11 and rule_large_red_area_without_illness__r11 is true)
        ) as rule_large_red_area_without_illness__met__counted,
        (
            rule_large_red_area_without_illness__counted is not false
            or (reading_r11 and rule_large_red_area_without_illness__r11 is not false)
        ) as rule_large_red_area_without_illness__open__counted,
        rule_armpit_or_neck_gland__counted is true as rule_armpit_or_neck_gland__met__counted,
        rule_armpit_or_neck_gland__counted is not false as rule_armpit_or_neck_gland__open__counted,
        (
            rule_baby_refuses_a_lumpy_breast__counted is true
            or (reading_r11 and rule_baby_refuses_a_lumpy_breast__r11 is true)
            or (reading_r14 and rule_baby_refuses_a_lumpy_breast__r14 is true)
            or (pump_trouble__denied__counted and rule_baby_refuses_a_lumpy_breast__r15 is true)
            or (baby_fever__denied__counted and rule_baby_refuses_a_lumpy_breast__r17 is true)
        ) as rule_baby_refuses_a_lumpy_breast__met__counted,
        (
            rule_baby_refuses_a_lumpy_breast__counted is not false
            or (reading_r11 and rule_baby_refuses_a_lumpy_breast__r11 is not false)
            or (reading_r14 and rule_baby_refuses_a_lumpy_breast__r14 is not false)
            or (pump_trouble__denied__counted and rule_baby_refuses_a_lumpy_breast__r15 is not false)
            or (baby_fever__denied__counted and rule_baby_refuses_a_lumpy_breast__r17 is not false)
        ) as rule_baby_refuses_a_lumpy_breast__open__counted,
        -- A tender cord may be an inflamed vein and is imaged. Sources: differentials#16.
        tender_cord__given is true as rule_cord_under_the_skin__met__counted,
        tender_cord__given is not false as rule_cord_under_the_skin__open__counted,
        (
            rule_not_lactating_or_male__counted is true
            or (reading_r11 and rule_not_lactating_or_male__r11 is true)
            or (reading_r14 and rule_not_lactating_or_male__r14 is true)
            or (pump_trouble__denied__counted and rule_not_lactating_or_male__r14 is true)
        ) as rule_not_lactating_or_male__met__counted,
        (
            rule_not_lactating_or_male__counted is not false
            or (reading_r11 and rule_not_lactating_or_male__r11 is not false)
            or (reading_r14 and rule_not_lactating_or_male__r14 is not false)
            or (pump_trouble__denied__counted and rule_not_lactating_or_male__r14 is not false)
        ) as rule_not_lactating_or_male__open__counted,
        rule_nipple_pain_or_damage__counted is true as rule_nipple_pain_or_damage__met__counted,
        rule_nipple_pain_or_damage__counted is not false as rule_nipple_pain_or_damage__open__counted,
        rule_pain_that_lasts__counted is true as rule_pain_that_lasts__met__counted,
        rule_pain_that_lasts__counted is not false as rule_pain_that_lasts__open__counted,
        rule_symptoms_after_two_days__counted is true or (reading_r11 and rule_symptoms_after_two_days__r11 is true)
            as rule_symptoms_after_two_days__met__counted,
        (
            rule_symptoms_after_two_days__counted is not false
            or (reading_r11 and rule_symptoms_after_two_days__r11 is not false)
        ) as rule_symptoms_after_two_days__open__counted,
        rule_symptoms_for_a_week__counted is true or (reading_r11 and rule_symptoms_for_a_week__r11 is true)
            as rule_symptoms_for_a_week__met__counted,
        rule_symptoms_for_a_week__counted is not false or (reading_r11 and rule_symptoms_for_a_week__r11 is not false)
            as rule_symptoms_for_a_week__open__counted,
        rule_unusual_discharge__counted is true as rule_unusual_discharge__met__counted,
        rule_unusual_discharge__counted is not false as rule_unusual_discharge__open__counted,
        rule_implant_with_swelling__counted is true or (reading_r11 and rule_implant_with_swelling__r11 is true)
            as rule_implant_with_swelling__met__counted,
        (
            rule_implant_with_swelling__counted is not false
            or (reading_r11 and rule_implant_with_swelling__r11 is not false)
        ) as rule_implant_with_swelling__open__counted,
        -- Painful feeding and low mood or anxiety travel together: she is asked about both and offered help. Sources:
        -- abm36-24, acog820-02, differentials#13, red-flags#5-mental_health.
        low_mood__given is true as rule_feeling_low__met__counted,
        low_mood__given is not false as rule_feeling_low__open__counted,
        redness_spreading__read and (feels_unwell or racing_heart or diarrhoea) as rule_fast_spread_and_unwell,
        redness_spreading__read__r1 and (feels_unwell or racing_heart or diarrhoea) as rule_fast_spread_and_unwell__r1,
        (
            (respiratory_rate >= 25.0 /* fast_breathing */) is true
            or (heart_rate__may_apply and respiratory_rate >= 25.0 /* fast_breathing */)
        ) as rule_very_fast_breathing,
        (
            (respiratory_rate < 10.0 /* slow_breathing */) is true
            or (heart_rate__may_apply and respiratory_rate < 10.0 /* slow_breathing */)
        ) as rule_very_slow_breathing,
        (
            (heart_rate >= 130.0 /* very_fast_pulse */) is true
            or (heart_rate__may_apply and heart_rate >= 130.0 /* very_fast_pulse */)
        ) as rule_pulse_in_the_danger_range,
        (
            (systolic_bp <= 90.0 /* low_systolic */) is true
            or (heart_rate__may_apply and systolic_bp <= 90.0 /* low_systolic */)
        ) as rule_blood_pressure_in_the_danger_range,
        (spo2 < 92.0 /* low_oxygen */) is true or (heart_rate__may_apply and spo2 < 92.0 /* low_oxygen */)
            as rule_oxygen_in_the_danger_range,
        (
            (systolic_bp >= 160.0 /* severe_high_systolic */) is true
            or (heart_rate__may_apply and systolic_bp >= 160.0 /* severe_high_systolic */)
            or (diastolic_bp >= 110.0 /* severe_high_diastolic */) is true
            or (heart_rate__may_apply and diastolic_bp >= 110.0 /* severe_high_diastolic */)
        ) as rule_severe_high_blood_pressure,
        temperature_c < 36.0 /* low_temperature */ and (inflamed_patch or flu_like or feels_unwell or feels_feverish)
            as rule_low_temperature_and_ill,
        (
            temperature_c < 36.0 /* low_temperature */
            and (inflamed_patch__r1 or flu_like or feels_unwell or feels_feverish)
        ) as rule_low_temperature_and_ill__r1,
        baby_breast_swollen__read or baby_breast_discharge__read as rule_baby_sore_breast,
        baby_breast_swollen or baby_breast_discharge as rule_baby_sore_breast__r7,
        baby_fever__read and days_since_birth < 90.0 /* young_baby */ as rule_young_baby_with_fever,
        baby_fever and days_since_birth < 90.0 /* young_baby */ as rule_young_baby_with_fever__r7,
        baby_jaundice__read and days_since_birth < 1.0 /* first_day */ as rule_jaundice_on_the_first_day,
        baby_jaundice and days_since_birth < 1.0 /* first_day */ as rule_jaundice_on_the_first_day__r7,
        little_urine or dehydrated as rule_little_urine_or_dry,
        temperature_c < 36.0 /* low_temperature */ as rule_low_temperature_alone,
        (
            (heart_rate > 101.0 /* healthy_pulse */) is true
            or (heart_rate__may_apply and heart_rate > 101.0 /* healthy_pulse */)
            or (heart_rate < 50.0 /* slow_pulse */) is true
            or (heart_rate__may_apply and heart_rate < 50.0 /* slow_pulse */)
        ) as rule_fast_pulse_measured,
        (
            (
                (heart_rate > 90.0 /* raised_pulse */) is true
                or (heart_rate__may_apply and heart_rate > 90.0 /* raised_pulse */)
            )
            and suspected_mastitis
        ) as rule_raised_pulse_with_infection,
        (
            (
                (heart_rate > 90.0 /* raised_pulse */) is true
                or (heart_rate__may_apply and heart_rate > 90.0 /* raised_pulse */)
            )
            and suspected_mastitis__r1
        ) as rule_raised_pulse_with_infection__r1,
        (
            (respiratory_rate >= 21.0 /* raised_breathing */) is true
            or (heart_rate__may_apply and respiratory_rate >= 21.0 /* raised_breathing */)
        ) as rule_raised_breathing_measured,
        (
            (
                (systolic_bp <= 100.0 /* reduced_systolic */) is true
                or (heart_rate__may_apply and systolic_bp <= 100.0 /* reduced_systolic */)
            )
            and (suspected_mastitis or feels_unwell or flu_like)
        ) as rule_reduced_blood_pressure,
        (
            (
                (systolic_bp <= 100.0 /* reduced_systolic */) is true
                or (heart_rate__may_apply and systolic_bp <= 100.0 /* reduced_systolic */)
            )
            and (suspected_mastitis__r1 or feels_unwell or flu_like)
        ) as rule_reduced_blood_pressure__r1,
        (spo2 < 95.0 /* reduced_oxygen */) is true or (heart_rate__may_apply and spo2 < 95.0 /* reduced_oxygen */)
            as rule_reduced_oxygen_measured,
        (
            (systolic_bp >= 140.0 /* high_systolic */) is true
            or (heart_rate__may_apply and systolic_bp >= 140.0 /* high_systolic */)
            or (diastolic_bp >= 90.0 /* high_diastolic */) is true
            or (heart_rate__may_apply and diastolic_bp >= 90.0 /* high_diastolic */)
        ) as rule_high_blood_pressure,
        (
            lump_fluctuant__read
            or discharge in ('pus')
            or (lump__proven and inflamed_patch and antibiotic_status in ('taking', 'finished') and not_improving)
        ) as abscess_signs,
        (
            lump_fluctuant__read__r1
            or discharge in ('pus')
            or (
                lump__proven
                and lump is not false
                and inflamed_patch__r1
                and antibiotic_status in ('taking', 'finished')
                and not_improving
            )
        ) as abscess_signs__r1,
        lump_fluctuant__read or discharge in ('pus') or (lump__proven and inflamed_patch and not_improving)
            as abscess_signs__r2,
        inflamed_patch and trend in ('worse') as rule_patch_worse,
        inflamed_patch__r1 and trend in ('worse') as rule_patch_worse__r1,
        (
            inflamed_patch
            and not_improving
            and hours_since_onset >= 24.0 /* conservative_care */
            and antibiotic_status in ('none', 'finished')
        ) as rule_patch_not_settling,
        (
            inflamed_patch__r1
            and not_improving
            and hours_since_onset >= 24.0 /* conservative_care */
            and antibiotic_status in ('none', 'finished')
        ) as rule_patch_not_settling__r1,
        inflamed_patch and not_improving and hours_since_onset >= 24.0 /* conservative_care */
            as rule_patch_not_settling__r3,
        inflamed_patch and side in ('both') as rule_both_breasts_inflamed,
        inflamed_patch__r1 and side in ('both') as rule_both_breasts_inflamed__r1,
        (
            early_fullness
            and redness__proven
            and (
                pain >= 8.0 /* severe_pain */
                or (trend in ('worse') and hours_since_onset >= 24.0 /* conservative_care */)
            )
        ) as rule_red_fullness_severe_or_worse,
        (
            early_fullness
            and redness__proven
            and redness is not false
            and (
                pain >= 8.0 /* severe_pain */
                or (trend in ('worse') and hours_since_onset >= 24.0 /* conservative_care */)
            )
        ) as rule_red_fullness_severe_or_worse__r1,
        pain >= 8.0 /* severe_pain */ and (inflamed_patch or (swelling and side in ('left', 'right')))
            as rule_severe_breast_pain,
        pain >= 8.0 /* severe_pain */ and (inflamed_patch__r1 or (swelling and side in ('left', 'right')))
            as rule_severe_breast_pain__r1,
        (
            antibiotic_status in ('taking')
            and (
                (antibiotic_hours >= 48.0 /* antibiotic_limit */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 48.0 /* antibiotic_limit */)
            )
            and not_improving
        ) as rule_antibiotics_failing,
        antibiotic_hours >= 48.0 /* antibiotic_limit */ and not_improving as rule_antibiotics_failing__r2,
        antibiotic_status in ('taking') and trend in ('worse') as rule_worse_on_antibiotics,
        trend in ('worse') as rule_worse_on_antibiotics__r2,
        outside_lactation and (inflamed_patch or lump_fluctuant__read) as rule_inflamed_outside_lactation,
        outside_lactation and (inflamed_patch__r1 or lump_fluctuant__read__r1) as rule_inflamed_outside_lactation__r1,
        male_or_chest_surgery and (inflamed_patch or lump_fluctuant__read) as rule_inflamed_outside_lactation__r4,
        nipple_piercing and (inflamed_patch or discharge in ('pus') or lump_fluctuant__read)
            as rule_piercing_with_inflammation,
        nipple_piercing and (inflamed_patch__r1 or discharge in ('pus') or lump_fluctuant__read__r1)
            as rule_piercing_with_inflammation__r1,
        (
            higher_risk
            and inflamed_patch
            and not_improving
            and hours_since_onset >= 12.0 /* self_check */
            and antibiotic_status in ('none', 'finished')
        ) as rule_higher_risk_after_twelve_hours,
        (
            higher_risk
            and inflamed_patch__r1
            and not_improving
            and hours_since_onset >= 12.0 /* self_check */
            and antibiotic_status in ('none', 'finished')
        ) as rule_higher_risk_after_twelve_hours__r1,
        higher_risk and inflamed_patch and not_improving and hours_since_onset >= 12.0 /* self_check */
            as rule_higher_risk_after_twelve_hours__r3,
        (
            higher_risk
            and inflamed_patch
            and hours_since_onset >= 48.0 /* two_days */
            and antibiotic_status in ('none', 'finished')
        ) as rule_higher_risk_after_two_days,
        (
            higher_risk
            and inflamed_patch__r1
            and hours_since_onset >= 48.0 /* two_days */
            and antibiotic_status in ('none', 'finished')
        ) as rule_higher_risk_after_two_days__r1,
        higher_risk and inflamed_patch and hours_since_onset >= 48.0 /* two_days */
            as rule_higher_risk_after_two_days__r3,
        higher_risk and inflamed_patch and episodes_before >= 1.0 /* one_episode */ as rule_higher_risk_and_recurrent,
        higher_risk and inflamed_patch__r1 and episodes_before >= 1.0 /* one_episode */
            as rule_higher_risk_and_recurrent__r1,
        (
            higher_risk
            and inflamed_patch
            and not_improving
            and antibiotic_status in ('taking')
            and (
                (antibiotic_hours >= 24.0 /* antibiotic_first_check */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
        ) as rule_higher_risk_on_antibiotics,
        (
            higher_risk
            and inflamed_patch__r1
            and not_improving
            and antibiotic_status in ('taking')
            and (
                (antibiotic_hours >= 24.0 /* antibiotic_first_check */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
        ) as rule_higher_risk_on_antibiotics__r1,
        higher_risk and inflamed_patch and not_improving and antibiotic_hours >= 24.0 /* antibiotic_first_check */
            as rule_higher_risk_on_antibiotics__r2,
        hiv and (breast_complaint or fever_present) as rule_hiv_with_inflamed_breast,
        hiv and (breast_complaint__r1 or fever_present) as rule_hiv_with_inflamed_breast__r1,
        (
            inflamed_patch
            and episodes_before >= 1.0 /* one_episode */
            and days_since_birth <= 42.0 /* six_weeks_after_birth */
        ) as rule_recurrence_after_birth,
        (
            inflamed_patch__r1
            and episodes_before >= 1.0 /* one_episode */
            and days_since_birth <= 42.0 /* six_weeks_after_birth */
        ) as rule_recurrence_after_birth__r1,
        nipple_crack and herpes_exposure as rule_crack_and_cold_sores,
        (
            inflamed_patch
            and not_improving
            and hours_since_onset >= 12.0 /* self_check */
            and hours_since_onset < 24.0 /* conservative_care */
        ) as rule_patch_not_better_at_twelve_hours,
        (
            inflamed_patch__r1
            and not_improving
            and hours_since_onset >= 12.0 /* self_check */
            and hours_since_onset < 24.0 /* conservative_care */
        ) as rule_patch_not_better_at_twelve_hours__r1,
        inflamed_patch__r1 and not_improving and hours_since_onset >= 24.0 /* conservative_care */
            as rule_patch_not_better_after_a_day__r1,
        inflamed_patch and breast_pain and swelling and hours_since_onset >= 48.0 /* two_days */
            as rule_patch_after_two_days,
        inflamed_patch__r1 and breast_pain and swelling and hours_since_onset >= 48.0 /* two_days */
            as rule_patch_after_two_days__r1,
        inflamed_patch and hours_since_onset >= 48.0 /* two_days */ and antibiotic_status in ('none', 'finished')
            as rule_patch_untreated_after_two_days,
        inflamed_patch__r1 and hours_since_onset >= 48.0 /* two_days */ and antibiotic_status in ('none', 'finished')
            as rule_patch_untreated_after_two_days__r1,
        inflamed_patch and hours_since_onset >= 48.0 /* two_days */ as rule_patch_untreated_after_two_days__r3,
        higher_risk and inflamed_patch as rule_higher_risk_from_the_start,
        higher_risk and inflamed_patch__r1 as rule_higher_risk_from_the_start__r1,
        both_breasts_full and not_improving and hours_since_onset >= 48.0 /* two_days */
            as rule_engorgement_not_easing,
        (
            lump__proven
            and lump_tender__read
            and not lump_remains
            and not_improving
            and hours_since_onset >= 48.0 /* two_days */
        ) as rule_tender_lump_not_easing,
        (
            lump__proven
            and lump is not false
            and lump_tender__read__r1
            and not lump_remains
            and not_improving
            and hours_since_onset >= 48.0 /* two_days */
        ) as rule_tender_lump_not_easing__r1,
        (
            trend in ('worse')
            and not lump_remains
            and (lump__proven or (breast_pain and swelling and side in ('left', 'right')))
        ) as rule_lump_or_swelling_worse,
        (
            trend in ('worse')
            and not lump_remains
            and ((lump__proven and lump is not false) or (breast_pain and swelling and side in ('left', 'right')))
        ) as rule_lump_or_swelling_worse__r1,
        (
            antibiotic_status in ('taking')
            and (
                (antibiotic_hours >= 24.0 /* antibiotic_first_check */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
            and not_improving
        ) as rule_antibiotics_not_starting_to_help,
        antibiotic_hours >= 24.0 /* antibiotic_first_check */ and not_improving
            as rule_antibiotics_not_starting_to_help__r2,
        inflamed_patch and episodes_before >= 1.0 /* one_episode */ as rule_recurrent_inflammation,
        inflamed_patch__r1 and episodes_before >= 1.0 /* one_episode */ as rule_recurrent_inflammation__r1,
        antibiotic_doses_missed__read and inflamed_patch and not_improving as rule_antibiotics_stopped_early,
        antibiotic_doses_missed__read and inflamed_patch__r1 and not_improving as rule_antibiotics_stopped_early__r1,
        antibiotic_doses_missed and inflamed_patch and not_improving as rule_antibiotics_stopped_early__r2,
        lump__proven and not lump_tender__read as rule_lump_without_inflammation,
        lump__proven and lump is not false and not lump_tender__read__r1 as rule_lump_without_inflammation__r1,
        lump__proven and (lump_growing__read or lump_mobile_smooth__read) as rule_lump_growing_or_mobile,
        lump__proven and lump is not false and (lump_growing__read__r1 or lump_mobile_smooth__read__r1)
            as rule_lump_growing_or_mobile__r1,
        (
            lump__proven
            and (
                (lump_hours >= 168.0 /* lump_wait */) is true
                or (lump_hours__may_apply and lump_hours >= 168.0 /* lump_wait */)
            )
        ) as rule_lump_for_a_week,
        (
            lump__proven
            and lump is not false
            and (
                (lump_hours >= 168.0 /* lump_wait */) is true
                or (lump_hours__may_apply__r1 and lump_hours >= 168.0 /* lump_wait */)
            )
        ) as rule_lump_for_a_week__r1,
        same_spot and earlier_episode and breast_complaint as rule_same_spot_again,
        same_spot and earlier_episode and breast_complaint__r1 as rule_same_spot_again__r1,
        drained_this_episode__proven and breast_complaint as rule_drained_breast_not_yet_at_ease,
        drained_this_episode__proven and drained_this_episode is not false and breast_complaint__r1
            as rule_drained_breast_not_yet_at_ease__r1,
        antibiotic_status in ('finished') and still_inflamed as rule_not_settled_after_a_course,
        antibiotic_status in ('finished') and still_inflamed__r1 as rule_not_settled_after_a_course__r1,
        (
            (
                (antibiotic_courses >= 2.0 /* two_courses */) is true
                or (antibiotic_hours__may_apply and antibiotic_courses >= 2.0 /* two_courses */)
            )
            and breast_complaint
        ) as rule_several_courses,
        (
            (
                (antibiotic_courses >= 2.0 /* two_courses */) is true
                or (antibiotic_hours__may_apply and antibiotic_courses >= 2.0 /* two_courses */)
            )
            and breast_complaint__r1
        ) as rule_several_courses__r1,
        antibiotic_courses >= 2.0 /* two_courses */ and breast_complaint as rule_several_courses__r2,
        antibiotic_status in ('finished') and antibiotic_doses_missed__read and breast_complaint
            as rule_course_stopped_early,
        antibiotic_status in ('finished') and antibiotic_doses_missed__read and breast_complaint__r1
            as rule_course_stopped_early__r1,
        antibiotic_doses_missed and breast_complaint as rule_course_stopped_early__r3,
        redness_third_of_breast__read and not unwell and hours_since_onset >= 168.0 /* lump_wait */
            as rule_large_red_area_without_illness,
        redness_third_of_breast__read__r1 and not unwell and hours_since_onset >= 168.0 /* lump_wait */
            as rule_large_red_area_without_illness__r1,
        armpit_lump or glands_elsewhere as rule_armpit_or_neck_gland,
        breast_refused__read and lump__proven as rule_baby_refuses_a_lumpy_breast,
        breast_refused__read and lump__proven and lump is not false as rule_baby_refuses_a_lumpy_breast__r1,
        breast_refused__read__r4 and lump__proven as rule_baby_refuses_a_lumpy_breast__r4,
        breast_refused__read__r5 and lump__proven as rule_baby_refuses_a_lumpy_breast__r5,
        breast_refused__read__r7 and lump__proven as rule_baby_refuses_a_lumpy_breast__r7,
        male_or_chest_surgery or (outside_lactation and breast_complaint) as rule_not_lactating_or_male,
        male_or_chest_surgery or (outside_lactation and breast_complaint__r1) as rule_not_lactating_or_male__r1,
        male_or_chest_surgery or (male_or_chest_surgery and breast_complaint) as rule_not_lactating_or_male__r4,
        nipple_crack or nipple_pain or nipple_burning or nipple_blanches as rule_nipple_pain_or_damage,
        breast_pain and hours_since_onset >= 336.0 /* lasting_pain */ as rule_pain_that_lasts,
        breast_complaint and not_improving and hours_since_onset >= 48.0 /* two_days */
            as rule_symptoms_after_two_days,
        breast_complaint__r1 and not_improving and hours_since_onset >= 48.0 /* two_days */
            as rule_symptoms_after_two_days__r1,
        breast_complaint and hours_since_onset >= 168.0 /* lump_wait */ as rule_symptoms_for_a_week,
        breast_complaint__r1 and hours_since_onset >= 168.0 /* lump_wait */ as rule_symptoms_for_a_week__r1,
        discharge in ('other') as rule_unusual_discharge,
        breast_implant_or_surgery and (swelling or lump__proven) as rule_implant_with_swelling,
        breast_implant_or_surgery and (swelling or (lump__proven and lump is not false))
            as rule_implant_with_swelling__r1,
        -- one breast only. Sources: seed-09, seed-11, whoiycf-02.
        side in ('left', 'right') as one_sided,
        -- fever or flu-like illness. Sources: seed-02, hse-08, cks-02.
        fever_present or flu_like as systemic_illness,
        -- low blood pressure, with or without a figure. Sources: ng51-02, red-flags#2-systolic_bp,
        -- red-flags#4-toxic_shock.
        (
            low_blood_pressure__read
            or (systolic_bp <= 90.0 /* low_systolic */) is true
            or (heart_rate__may_apply and systolic_bp <= 90.0 /* low_systolic */)
        ) as shock_found,
        -- blood from the nipple that the first days or a crack do not explain. Sources: scotcancer-03,
        -- differentials#31, babygooroo-01.
        discharge in ('blood') and not early_blood and not nipple_crack as blood_from_nipple,
        -- for later steps:
        answering_for, antibiotic_courses, antibiotic_hours, antibiotic_hours__may_apply, antibiotic_rash,
        antibiotic_reaction, antibiotic_reaction__unsure, antibiotic_status, armpit_lump, baby_breast_discharge__read,
        baby_breast_discharge__unsure, baby_breast_swollen__read, baby_breast_swollen__unsure, baby_cold,
        baby_cold__read, baby_cold__unsure, baby_fever, baby_fever__read, baby_few_wet_nappies,
        baby_few_wet_nappies__read, baby_fit_or_blue, baby_fit_or_blue__read, baby_fit_or_blue__unsure,
        baby_green_vomit_or_bloody_stool, baby_green_vomit_or_bloody_stool__read,
        baby_green_vomit_or_bloody_stool__unsure, baby_hard_to_wake, baby_hard_to_wake__read,
        baby_hard_to_wake__unsure, baby_jaundice, baby_jaundice__read, baby_mouth_thrush__read, baby_poor_feeding,
        baby_poor_feeding__read, baby_preterm_or_ill__read, baby_rash_or_blisters, baby_rash_or_blisters__read,
        baby_rash_or_blisters__unsure, baby_reaction_to_antibiotic__read, baby_situation, both_breasts_full,
        both_breasts_full__counted, bowel_inflammation, breast_complaint, breast_complaint__counted,
        breast_complaint__r11, breast_pain, breast_refused__read, breathless, breathless__unsure, cancer_signs,
        chest_pain, chest_pain__unsure, chickenpox_or_shingles, confusion, confusion__unsure, days_since_birth,
        dehydrated, diarrhoea, diastolic_bp, discharge, drain_site_worse__read, drained_this_episode__proven,
        earlier_episode, early_fullness, episodes_before, extent, extreme_muscle_pain, extreme_muscle_pain__unsure,
        faint, faint__unsure, feels_extremely_ill, feels_extremely_ill__unsure, feels_feverish, feels_unwell,
        fever_present, flu_like, foul_lochia_or_belly_pain, heart_disease_or_stroke, heart_rate,
        heart_rate__may_apply, heavy_bleeding, heavy_bleeding__unsure, herpes_exposure,
        high_blood_pressure_around_birth, hours_of_fever, hours_since_onset, hours_since_onset__unsure,
        inflamed_patch, inflamed_patch__counted, inflamed_patch__r11, invasive_strep_b__read, lactation,
        latch_trouble__read, leg_pain_swelling, little_urine, low_blood_pressure__read, low_blood_pressure__unsure,
        low_mood, lump__given, lump__proven, lump__proven__counted, lump_eases_after_feed__read, lump_fluctuant__read,
        lump_fluctuant__read__counted, lump_fluctuant__read__r11, lump_growing__read, lump_hours,
        lump_hours__may_apply, lump_mobile_smooth__read, lump_remains, lump_remains__given, lump_tender__read,
        lump_tender__read__counted, lump_tender__read__r11, male_or_chest_surgery, mottled_skin, mottled_skin__unsure,
        nipple_blanches, nipple_bleb, nipple_blisters, nipple_burning, nipple_crack, nipple_pain, nipple_problem,
        nipple_retraction_new, nipple_scaly_rash, no_urine, no_urine__unsure, not_improving, nsaid_unsuitable,
        other_nsaid, others_worried, outside_lactation, overwhelming_tiredness, pain_out_of_proportion,
        pain_out_of_proportion__unsure, painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble__denied,
        pump_trouble__read, quadrant, racing_heart, rash_not_fading, rash_not_fading__unsure, reading_r11,
        red_streaks, redness__given, redness__proven, redness__proven__counted, redness_spreading__read,
        redness_spreading__read__r1, redness_third_of_breast__read, respiratory_rate, rigors, rigors__unsure,
        severe_headache_or_vision, severe_headache_or_vision__unsure, side, skin_dark_or_blistered,
        skin_dark_or_blistered__unsure, skin_dimpling, skin_ulcer_or_open_wound, spo2, still_inflamed, swelling,
        systolic_bp, temperature_c, tender_cord, thoughts_of_harm, thoughts_of_harm__unsure, trend, trend__unsure,
        ultrasound, unwell, vomiting, vomiting__unsure, warmth, warmth__given, widespread_rash,
        widespread_rash__unsure, wound_at_baby_mouth__read
    from step_8
),
step_10 as materialized (
    select
        id,
        -- both whole breasts full or firm, and no squashy lump. Sources: seed-11, toronto2024-06, whoiycf-02.
        both_breasts_full__counted and not lump_fluctuant__read__counted as full_breasts__counted,
        both_breasts_full__counted and not lump_fluctuant__read__r11 as full_breasts__r11,
        -- a tender lump without redness or heat. Sources: toronto2024-01, cornwall-01, amir2017-02, owner#2.
        (
            lump__proven__counted
            and lump_tender__read__counted
            and not redness__proven__counted
            and not warmth__given
            and not lump_remains__given
        ) as tender_lump__counted,
        (
            lump__proven__counted
            and lump__given is not false
            and lump_tender__read__r11
            and not (redness__proven__counted and redness__given is not false)
            and not warmth__given
            and not lump_remains__given
        ) as tender_lump__r11,
        confusion is true as rule_new_confusion__met,
        confusion is not false as rule_new_confusion__open,
        breathless is true as rule_severe_breathlessness__met,
        breathless is not false as rule_severe_breathlessness__open,
        faint is true as rule_fainting__met,
        faint is not false as rule_fainting__open,
        mottled_skin is true as rule_mottled_or_blue_skin__met,
        mottled_skin is not false as rule_mottled_or_blue_skin__open,
        no_urine is true as rule_no_urine_for_a_day__met,
        no_urine is not false as rule_no_urine_for_a_day__open,
        rash_not_fading is true as rule_rash_that_does_not_fade__met,
        rash_not_fading is not false as rule_rash_that_does_not_fade__open,
        rigors is true as rule_shaking_that_cannot_be_stopped__met,
        rigors is not false as rule_shaking_that_cannot_be_stopped__open,
        extreme_muscle_pain is true as rule_extreme_muscle_pain_flag__met,
        extreme_muscle_pain is not false as rule_extreme_muscle_pain_flag__open,
        feels_extremely_ill is true as rule_feels_as_if_dying__met,
        feels_extremely_ill is not false as rule_feels_as_if_dying__open,
        vomiting is true as rule_cannot_keep_fluids_down__met,
        vomiting is not false as rule_cannot_keep_fluids_down__open,
        skin_dark_or_blistered is true as rule_dying_skin__met,
        skin_dark_or_blistered is not false as rule_dying_skin__open,
        pain_out_of_proportion is true as rule_pain_far_worse_than_it_looks__met,
        pain_out_of_proportion is not false as rule_pain_far_worse_than_it_looks__open,
        widespread_rash is true as rule_sunburn_like_rash__met,
        widespread_rash is not false as rule_sunburn_like_rash__open,
        chest_pain is true as rule_chest_pain_flag__met,
        chest_pain is not false as rule_chest_pain_flag__open,
        severe_headache_or_vision is true as rule_severe_headache_or_changed_sight__met,
        severe_headache_or_vision is not false as rule_severe_headache_or_changed_sight__open,
        heavy_bleeding is true as rule_heavy_bleeding_flag__met,
        heavy_bleeding is not false as rule_heavy_bleeding_flag__open,
        thoughts_of_harm is true as rule_thoughts_of_harm_flag__met,
        thoughts_of_harm is not false as rule_thoughts_of_harm_flag__open,
        antibiotic_reaction is true as rule_allergic_reaction_to_antibiotic__met,
        antibiotic_reaction is not false as rule_allergic_reaction_to_antibiotic__open,
        low_blood_pressure__read is true as rule_low_blood_pressure_flag__met,
        low_blood_pressure__read is not false as rule_low_blood_pressure_flag__open,
        rule_fast_spread_and_unwell is true or (reading_r1 and rule_fast_spread_and_unwell__r1 is true)
            as rule_fast_spread_and_unwell__met,
        rule_fast_spread_and_unwell is not false or (reading_r1 and rule_fast_spread_and_unwell__r1 is not false)
            as rule_fast_spread_and_unwell__open,
        rule_very_fast_breathing is true as rule_very_fast_breathing__met,
        rule_very_fast_breathing is not false as rule_very_fast_breathing__open,
        rule_very_slow_breathing is true as rule_very_slow_breathing__met,
        rule_very_slow_breathing is not false as rule_very_slow_breathing__open,
        rule_pulse_in_the_danger_range is true as rule_pulse_in_the_danger_range__met,
        rule_pulse_in_the_danger_range is not false as rule_pulse_in_the_danger_range__open,
        rule_blood_pressure_in_the_danger_range is true as rule_blood_pressure_in_the_danger_range__met,
        rule_blood_pressure_in_the_danger_range is not false as rule_blood_pressure_in_the_danger_range__open,
        rule_oxygen_in_the_danger_range is true as rule_oxygen_in_the_danger_range__met,
        rule_oxygen_in_the_danger_range is not false as rule_oxygen_in_the_danger_range__open,
        rule_severe_high_blood_pressure is true as rule_severe_high_blood_pressure__met,
        rule_severe_high_blood_pressure is not false as rule_severe_high_blood_pressure__open,
        rule_low_temperature_and_ill is true or (reading_r1 and rule_low_temperature_and_ill__r1 is true)
            as rule_low_temperature_and_ill__met,
        rule_low_temperature_and_ill is not false or (reading_r1 and rule_low_temperature_and_ill__r1 is not false)
            as rule_low_temperature_and_ill__open,
        baby_hard_to_wake__read is true or (baby_fever__denied and baby_hard_to_wake is true)
            as rule_baby_floppy_or_hard_to_wake__met,
        baby_hard_to_wake__read is not false or (baby_fever__denied and baby_hard_to_wake is not false)
            as rule_baby_floppy_or_hard_to_wake__open,
        baby_fit_or_blue__read is true or (baby_fever__denied and baby_fit_or_blue is true)
            as rule_baby_fitting_or_blue__met,
        baby_fit_or_blue__read is not false or (baby_fever__denied and baby_fit_or_blue is not false)
            as rule_baby_fitting_or_blue__open,
        (
            baby_green_vomit_or_bloody_stool__read is true
            or (baby_fever__denied and baby_green_vomit_or_bloody_stool is true)
        ) as rule_baby_green_vomit_or_blood__met,
        (
            baby_green_vomit_or_bloody_stool__read is not false
            or (baby_fever__denied and baby_green_vomit_or_bloody_stool is not false)
        ) as rule_baby_green_vomit_or_blood__open,
        baby_rash_or_blisters__read is true or (baby_fever__denied and baby_rash_or_blisters is true)
            as rule_baby_rash_or_blisters_flag__met,
        baby_rash_or_blisters__read is not false or (baby_fever__denied and baby_rash_or_blisters is not false)
            as rule_baby_rash_or_blisters_flag__open,
        rule_baby_sore_breast is true or (baby_fever__denied and rule_baby_sore_breast__r7 is true)
            as rule_baby_sore_breast__met,
        rule_baby_sore_breast is not false or (baby_fever__denied and rule_baby_sore_breast__r7 is not false)
            as rule_baby_sore_breast__open,
        baby_cold__read is true or (baby_fever__denied and baby_cold is true) as rule_baby_too_cold__met,
        baby_cold__read is not false or (baby_fever__denied and baby_cold is not false) as rule_baby_too_cold__open,
        rule_young_baby_with_fever is true or (baby_fever__denied and rule_young_baby_with_fever__r7 is true)
            as rule_young_baby_with_fever__met,
        (
            rule_young_baby_with_fever is not false
            or (baby_fever__denied and rule_young_baby_with_fever__r7 is not false)
        ) as rule_young_baby_with_fever__open,
        rule_jaundice_on_the_first_day is true or (baby_fever__denied and rule_jaundice_on_the_first_day__r7 is true)
            as rule_jaundice_on_the_first_day__met,
        (
            rule_jaundice_on_the_first_day is not false
            or (baby_fever__denied and rule_jaundice_on_the_first_day__r7 is not false)
        ) as rule_jaundice_on_the_first_day__open,
        fever_present is true as rule_fever_with_sore_breast__met,
        fever_present is not false as rule_fever_with_sore_breast__open,
        flu_like is true as rule_flu_like_illness__met,
        flu_like is not false as rule_flu_like_illness__open,
        feels_unwell is true as rule_clearly_unwell__met,
        feels_unwell is not false as rule_clearly_unwell__open,
        others_worried is true as rule_carer_worried__met,
        others_worried is not false as rule_carer_worried__open,
        racing_heart is true as rule_heart_racing__met,
        racing_heart is not false as rule_heart_racing__open,
        diarrhoea is true as rule_diarrhoea_while_ill__met,
        diarrhoea is not false as rule_diarrhoea_while_ill__open,
        rule_little_urine_or_dry is true as rule_little_urine_or_dry__met,
        rule_little_urine_or_dry is not false as rule_little_urine_or_dry__open,
        rule_low_temperature_alone is true as rule_low_temperature_alone__met,
        rule_low_temperature_alone is not false as rule_low_temperature_alone__open,
        overwhelming_tiredness is true as rule_overwhelming_exhaustion__met,
        overwhelming_tiredness is not false as rule_overwhelming_exhaustion__open,
        rule_fast_pulse_measured is true as rule_fast_pulse_measured__met,
        rule_fast_pulse_measured is not false as rule_fast_pulse_measured__open,
        rule_raised_pulse_with_infection is true or (reading_r1 and rule_raised_pulse_with_infection__r1 is true)
            as rule_raised_pulse_with_infection__met,
        (
            rule_raised_pulse_with_infection is not false
            or (reading_r1 and rule_raised_pulse_with_infection__r1 is not false)
        ) as rule_raised_pulse_with_infection__open,
        rule_raised_breathing_measured is true as rule_raised_breathing_measured__met,
        rule_raised_breathing_measured is not false as rule_raised_breathing_measured__open,
        rule_reduced_blood_pressure is true or (reading_r1 and rule_reduced_blood_pressure__r1 is true)
            as rule_reduced_blood_pressure__met,
        rule_reduced_blood_pressure is not false or (reading_r1 and rule_reduced_blood_pressure__r1 is not false)
            as rule_reduced_blood_pressure__open,
        rule_reduced_oxygen_measured is true as rule_reduced_oxygen_measured__met,
        rule_reduced_oxygen_measured is not false as rule_reduced_oxygen_measured__open,
        rule_high_blood_pressure is true as rule_high_blood_pressure__met,
        rule_high_blood_pressure is not false as rule_high_blood_pressure__open,
        leg_pain_swelling is true as rule_leg_pain_or_swelling__met,
        leg_pain_swelling is not false as rule_leg_pain_or_swelling__open,
        foul_lochia_or_belly_pain is true as rule_belly_or_wound_infection__met,
        foul_lochia_or_belly_pain is not false as rule_belly_or_wound_infection__open,
        (
            abscess_signs is true
            or (reading_r1 and abscess_signs__r1 is true)
            or (reading_r2 and abscess_signs__r2 is true)
        ) as rule_abscess_suspected__met,
        (
            abscess_signs is not false
            or (reading_r1 and abscess_signs__r1 is not false)
            or (reading_r2 and abscess_signs__r2 is not false)
        ) as rule_abscess_suspected__open,
        rule_patch_worse is true or (reading_r1 and rule_patch_worse__r1 is true) as rule_patch_worse__met,
        rule_patch_worse is not false or (reading_r1 and rule_patch_worse__r1 is not false) as rule_patch_worse__open,
        (
            rule_patch_not_settling is true
            or (reading_r1 and rule_patch_not_settling__r1 is true)
            or (reading_r2 and rule_patch_not_settling__r3 is true)
        ) as rule_patch_not_settling__met,
        (
            rule_patch_not_settling is not false
            or (reading_r1 and rule_patch_not_settling__r1 is not false)
            or (reading_r2 and rule_patch_not_settling__r3 is not false)
        ) as rule_patch_not_settling__open,
        redness_spreading__read is true or (reading_r1 and redness_spreading__read__r1 is true)
            as rule_redness_growing__met,
        redness_spreading__read is not false or (reading_r1 and redness_spreading__read__r1 is not false)
            as rule_redness_growing__open,
        red_streaks is true as rule_red_streaks_seen__met,
        red_streaks is not false as rule_red_streaks_seen__open,
        rule_both_breasts_inflamed is true or (reading_r1 and rule_both_breasts_inflamed__r1 is true)
            as rule_both_breasts_inflamed__met,
        rule_both_breasts_inflamed is not false or (reading_r1 and rule_both_breasts_inflamed__r1 is not false)
            as rule_both_breasts_inflamed__open,
        rule_red_fullness_severe_or_worse is true or (reading_r1 and rule_red_fullness_severe_or_worse__r1 is true)
            as rule_red_fullness_severe_or_worse__met,
        (
            rule_red_fullness_severe_or_worse is not false
            or (reading_r1 and rule_red_fullness_severe_or_worse__r1 is not false)
        ) as rule_red_fullness_severe_or_worse__open,
        rule_severe_breast_pain is true or (reading_r1 and rule_severe_breast_pain__r1 is true)
            as rule_severe_breast_pain__met,
        rule_severe_breast_pain is not false or (reading_r1 and rule_severe_breast_pain__r1 is not false)
            as rule_severe_breast_pain__open,
        rule_antibiotics_failing is true or (reading_r2 and rule_antibiotics_failing__r2 is true)
            as rule_antibiotics_failing__met,
        rule_antibiotics_failing is not false or (reading_r2 and rule_antibiotics_failing__r2 is not false)
            as rule_antibiotics_failing__open,
        rule_worse_on_antibiotics is true or (reading_r2 and rule_worse_on_antibiotics__r2 is true)
            as rule_worse_on_antibiotics__met,
        rule_worse_on_antibiotics is not false or (reading_r2 and rule_worse_on_antibiotics__r2 is not false)
            as rule_worse_on_antibiotics__open,
        antibiotic_rash is true as rule_rash_from_antibiotic__met,
        antibiotic_rash is not false as rule_rash_from_antibiotic__open,
        drain_site_worse__read is true or (reading_r1 and drain_site_worse__read__r1 is true)
            as rule_drain_site_trouble__met,
        drain_site_worse__read is not false or (reading_r1 and drain_site_worse__read__r1 is not false)
            as rule_drain_site_trouble__open,
        nipple_blisters is true as rule_blisters_on_the_breast__met,
        nipple_blisters is not false as rule_blisters_on_the_breast__open,
        chickenpox_or_shingles is true as rule_chickenpox_or_shingles_now__met,
        chickenpox_or_shingles is not false as rule_chickenpox_or_shingles_now__open,
        (
            rule_inflamed_outside_lactation is true
            or (reading_r1 and rule_inflamed_outside_lactation__r1 is true)
            or (reading_r4 and rule_inflamed_outside_lactation__r4 is true)
            or (pump_trouble__denied and rule_inflamed_outside_lactation__r4 is true)
        ) as rule_inflamed_outside_lactation__met,
        (
            rule_inflamed_outside_lactation is not false
            or (reading_r1 and rule_inflamed_outside_lactation__r1 is not false)
            or (reading_r4 and rule_inflamed_outside_lactation__r4 is not false)
            or (pump_trouble__denied and rule_inflamed_outside_lactation__r4 is not false)
        ) as rule_inflamed_outside_lactation__open,
        rule_piercing_with_inflammation is true or (reading_r1 and rule_piercing_with_inflammation__r1 is true)
            as rule_piercing_with_inflammation__met,
        (
            rule_piercing_with_inflammation is not false
            or (reading_r1 and rule_piercing_with_inflammation__r1 is not false)
        ) as rule_piercing_with_inflammation__open,
        (
            rule_higher_risk_after_twelve_hours is true
            or (reading_r1 and rule_higher_risk_after_twelve_hours__r1 is true)
            or (reading_r2 and rule_higher_risk_after_twelve_hours__r3 is true)
        ) as rule_higher_risk_after_twelve_hours__met,
        (
            rule_higher_risk_after_twelve_hours is not false
            or (reading_r1 and rule_higher_risk_after_twelve_hours__r1 is not false)
            or (reading_r2 and rule_higher_risk_after_twelve_hours__r3 is not false)
        ) as rule_higher_risk_after_twelve_hours__open,
        (
            rule_higher_risk_after_two_days is true
            or (reading_r1 and rule_higher_risk_after_two_days__r1 is true)
            or (reading_r2 and rule_higher_risk_after_two_days__r3 is true)
        ) as rule_higher_risk_after_two_days__met,
        (
            rule_higher_risk_after_two_days is not false
            or (reading_r1 and rule_higher_risk_after_two_days__r1 is not false)
            or (reading_r2 and rule_higher_risk_after_two_days__r3 is not false)
        ) as rule_higher_risk_after_two_days__open,
        rule_higher_risk_and_recurrent is true or (reading_r1 and rule_higher_risk_and_recurrent__r1 is true)
            as rule_higher_risk_and_recurrent__met,
        (
            rule_higher_risk_and_recurrent is not false
            or (reading_r1 and rule_higher_risk_and_recurrent__r1 is not false)
        ) as rule_higher_risk_and_recurrent__open,
        (
            rule_higher_risk_on_antibiotics is true
            or (reading_r1 and rule_higher_risk_on_antibiotics__r1 is true)
            or (reading_r2 and rule_higher_risk_on_antibiotics__r2 is true)
        ) as rule_higher_risk_on_antibiotics__met,
        (
            rule_higher_risk_on_antibiotics is not false
            or (reading_r1 and rule_higher_risk_on_antibiotics__r1 is not false)
            or (reading_r2 and rule_higher_risk_on_antibiotics__r2 is not false)
        ) as rule_higher_risk_on_antibiotics__open,
        rule_hiv_with_inflamed_breast is true or (reading_r1 and rule_hiv_with_inflamed_breast__r1 is true)
            as rule_hiv_with_inflamed_breast__met,
        rule_hiv_with_inflamed_breast is not false or (reading_r1 and rule_hiv_with_inflamed_breast__r1 is not false)
            as rule_hiv_with_inflamed_breast__open,
        rule_recurrence_after_birth is true or (reading_r1 and rule_recurrence_after_birth__r1 is true)
            as rule_recurrence_after_birth__met,
        rule_recurrence_after_birth is not false or (reading_r1 and rule_recurrence_after_birth__r1 is not false)
            as rule_recurrence_after_birth__open,
        baby_fever__read is true or (baby_fever__denied and baby_fever is true) as rule_baby_fever_flag__met,
        baby_fever__read is not false or (baby_fever__denied and baby_fever is not false)
            as rule_baby_fever_flag__open,
        baby_poor_feeding__read is true or (baby_fever__denied and baby_poor_feeding is true)
            as rule_baby_feeding_poorly__met,
        baby_poor_feeding__read is not false or (baby_fever__denied and baby_poor_feeding is not false)
            as rule_baby_feeding_poorly__open,
        baby_few_wet_nappies__read is true or (baby_fever__denied and baby_few_wet_nappies is true)
            as rule_baby_dry__met,
        baby_few_wet_nappies__read is not false or (baby_fever__denied and baby_few_wet_nappies is not false)
            as rule_baby_dry__open,
        baby_jaundice__read is true or (baby_fever__denied and baby_jaundice is true) as rule_baby_yellow__met,
        baby_jaundice__read is not false or (baby_fever__denied and baby_jaundice is not false)
            as rule_baby_yellow__open,
        (
            baby_reaction_to_antibiotic__read is true
            or (reading_r2 and baby_reaction_to_antibiotic__read__r2 is true)
            or (baby_fever__denied and baby_reaction_to_antibiotic__read__r7 is true)
        ) as rule_baby_reacts_to_antibiotic__met,
        (
            baby_reaction_to_antibiotic__read is not false
            or (reading_r2 and baby_reaction_to_antibiotic__read__r2 is not false)
            or (baby_fever__denied and baby_reaction_to_antibiotic__read__r7 is not false)
        ) as rule_baby_reacts_to_antibiotic__open,
        invasive_strep_b__read is true as rule_invasive_strep_in_mother_or_baby__met,
        invasive_strep_b__read is not false as rule_invasive_strep_in_mother_or_baby__open,
        rule_crack_and_cold_sores is true as rule_crack_and_cold_sores__met,
        rule_crack_and_cold_sores is not false as rule_crack_and_cold_sores__open,
        (
            rule_patch_not_better_at_twelve_hours is true
            or (reading_r1 and rule_patch_not_better_at_twelve_hours__r1 is true)
        ) as rule_patch_not_better_at_twelve_hours__met,
        (
            rule_patch_not_better_at_twelve_hours is not false
            or (reading_r1 and rule_patch_not_better_at_twelve_hours__r1 is not false)
        ) as rule_patch_not_better_at_twelve_hours__open,
        rule_patch_not_settling__r3 is true or (reading_r1 and rule_patch_not_better_after_a_day__r1 is true)
            as rule_patch_not_better_after_a_day__met,
        (
            rule_patch_not_settling__r3 is not false
            or (reading_r1 and rule_patch_not_better_after_a_day__r1 is not false)
        ) as rule_patch_not_better_after_a_day__open,
        rule_patch_after_two_days is true or (reading_r1 and rule_patch_after_two_days__r1 is true)
            as rule_patch_after_two_days__met,
        rule_patch_after_two_days is not false or (reading_r1 and rule_patch_after_two_days__r1 is not false)
            as rule_patch_after_two_days__open,
        (
            rule_patch_untreated_after_two_days is true
            or (reading_r1 and rule_patch_untreated_after_two_days__r1 is true)
            or (reading_r2 and rule_patch_untreated_after_two_days__r3 is true)
        ) as rule_patch_untreated_after_two_days__met,
        (
            rule_patch_untreated_after_two_days is not false
            or (reading_r1 and rule_patch_untreated_after_two_days__r1 is not false)
            or (reading_r2 and rule_patch_untreated_after_two_days__r3 is not false)
        ) as rule_patch_untreated_after_two_days__open,
        rule_higher_risk_from_the_start is true or (reading_r1 and rule_higher_risk_from_the_start__r1 is true)
            as rule_higher_risk_from_the_start__met,
        (
            rule_higher_risk_from_the_start is not false
            or (reading_r1 and rule_higher_risk_from_the_start__r1 is not false)
        ) as rule_higher_risk_from_the_start__open,
        rule_engorgement_not_easing is true as rule_engorgement_not_easing__met,
        rule_engorgement_not_easing is not false as rule_engorgement_not_easing__open,
        rule_tender_lump_not_easing is true or (reading_r1 and rule_tender_lump_not_easing__r1 is true)
            as rule_tender_lump_not_easing__met,
        rule_tender_lump_not_easing is not false or (reading_r1 and rule_tender_lump_not_easing__r1 is not false)
            as rule_tender_lump_not_easing__open,
        rule_lump_or_swelling_worse is true or (reading_r1 and rule_lump_or_swelling_worse__r1 is true)
            as rule_lump_or_swelling_worse__met,
        rule_lump_or_swelling_worse is not false or (reading_r1 and rule_lump_or_swelling_worse__r1 is not false)
            as rule_lump_or_swelling_worse__open,
        (
            rule_antibiotics_not_starting_to_help is true
            or (reading_r2 and rule_antibiotics_not_starting_to_help__r2 is true)
        ) as rule_antibiotics_not_starting_to_help__met,
        (
            rule_antibiotics_not_starting_to_help is not false
            or (reading_r2 and rule_antibiotics_not_starting_to_help__r2 is not false)
        ) as rule_antibiotics_not_starting_to_help__open,
        rule_recurrent_inflammation is true or (reading_r1 and rule_recurrent_inflammation__r1 is true)
            as rule_recurrent_inflammation__met,
        rule_recurrent_inflammation is not false or (reading_r1 and rule_recurrent_inflammation__r1 is not false)
            as rule_recurrent_inflammation__open,
        (
            rule_antibiotics_stopped_early is true
            or (reading_r1 and rule_antibiotics_stopped_early__r1 is true)
            or (reading_r2 and rule_antibiotics_stopped_early__r2 is true)
        ) as rule_antibiotics_stopped_early__met,
        (
            rule_antibiotics_stopped_early is not false
            or (reading_r1 and rule_antibiotics_stopped_early__r1 is not false)
            or (reading_r2 and rule_antibiotics_stopped_early__r2 is not false)
        ) as rule_antibiotics_stopped_early__open,
        lump_remains is true as rule_lump_that_remains__met,
        lump_remains is not false as rule_lump_that_remains__open,
        rule_lump_without_inflammation is true or (reading_r1 and rule_lump_without_inflammation__r1 is true)
            as rule_lump_without_inflammation__met,
        (
            rule_lump_without_inflammation is not false
            or (reading_r1 and rule_lump_without_inflammation__r1 is not false)
        ) as rule_lump_without_inflammation__open,
        rule_lump_growing_or_mobile is true or (reading_r1 and rule_lump_growing_or_mobile__r1 is true)
            as rule_lump_growing_or_mobile__met,
        rule_lump_growing_or_mobile is not false or (reading_r1 and rule_lump_growing_or_mobile__r1 is not false)
            as rule_lump_growing_or_mobile__open,
        rule_lump_for_a_week is true or (reading_r1 and rule_lump_for_a_week__r1 is true) as rule_lump_for_a_week__met,
        rule_lump_for_a_week is not false or (reading_r1 and rule_lump_for_a_week__r1 is not false)
            as rule_lump_for_a_week__open,
        rule_same_spot_again is true or (reading_r1 and rule_same_spot_again__r1 is true) as rule_same_spot_again__met,
        rule_same_spot_again is not false or (reading_r1 and rule_same_spot_again__r1 is not false)
            as rule_same_spot_again__open,
        (
            rule_drained_breast_not_yet_at_ease is true
            or (reading_r1 and rule_drained_breast_not_yet_at_ease__r1 is true)
        ) as rule_drained_breast_not_yet_at_ease__met,
        (
            rule_drained_breast_not_yet_at_ease is not false
            or (reading_r1 and rule_drained_breast_not_yet_at_ease__r1 is not false)
        ) as rule_drained_breast_not_yet_at_ease__open,
        (
            rule_not_settled_after_a_course is true
            or (reading_r1 and rule_not_settled_after_a_course__r1 is true)
            or (reading_r2 and still_inflamed is true)
        ) as rule_not_settled_after_a_course__met,
        (
            rule_not_settled_after_a_course is not false
            or (reading_r1 and rule_not_settled_after_a_course__r1 is not false)
            or (reading_r2 and still_inflamed is not false)
        ) as rule_not_settled_after_a_course__open,
        (
            rule_several_courses is true
            or (reading_r1 and rule_several_courses__r1 is true)
            or (reading_r2 and rule_several_courses__r2 is true)
        ) as rule_several_courses__met,
        (
            rule_several_courses is not false
            or (reading_r1 and rule_several_courses__r1 is not false)
            or (reading_r2 and rule_several_courses__r2 is not false)
        ) as rule_several_courses__open,
        (
            rule_course_stopped_early is true
            or (reading_r1 and rule_course_stopped_early__r1 is true)
            or (reading_r2 and rule_course_stopped_early__r3 is true)
        ) as rule_course_stopped_early__met,
        (
            rule_course_stopped_early is not false
            or (reading_r1 and rule_course_stopped_early__r1 is not false)
            or (reading_r2 and rule_course_stopped_early__r3 is not false)
        ) as rule_course_stopped_early__open,
        cancer_signs is true as rule_skin_or_nipple_change__met,
        cancer_signs is not false as rule_skin_or_nipple_change__open,
        (
            rule_large_red_area_without_illness is true
            or (reading_r1 and rule_large_red_area_without_illness__r1 is true)
        ) as rule_large_red_area_without_illness__met,
        (
            rule_large_red_area_without_illness is not false
            or (reading_r1 and rule_large_red_area_without_illness__r1 is not false)
        ) as rule_large_red_area_without_illness__open,
        rule_armpit_or_neck_gland is true as rule_armpit_or_neck_gland__met,
        rule_armpit_or_neck_gland is not false as rule_armpit_or_neck_gland__open,
        (
            rule_baby_refuses_a_lumpy_breast is true
            or (reading_r1 and rule_baby_refuses_a_lumpy_breast__r1 is true)
            or (reading_r4 and rule_baby_refuses_a_lumpy_breast__r4 is true)
            or (pump_trouble__denied and rule_baby_refuses_a_lumpy_breast__r5 is true)
            or (baby_fever__denied and rule_baby_refuses_a_lumpy_breast__r7 is true)
        ) as rule_baby_refuses_a_lumpy_breast__met,
        (
            rule_baby_refuses_a_lumpy_breast is not false
            or (reading_r1 and rule_baby_refuses_a_lumpy_breast__r1 is not false)
            or (reading_r4 and rule_baby_refuses_a_lumpy_breast__r4 is not false)
            or (pump_trouble__denied and rule_baby_refuses_a_lumpy_breast__r5 is not false)
            or (baby_fever__denied and rule_baby_refuses_a_lumpy_breast__r7 is not false)
        ) as rule_baby_refuses_a_lumpy_breast__open,
        tender_cord is true as rule_cord_under_the_skin__met,
        tender_cord is not false as rule_cord_under_the_skin__open,
        (
            rule_not_lactating_or_male is true
            or (reading_r1 and rule_not_lactating_or_male__r1 is true)
            or (reading_r4 and rule_not_lactating_or_male__r4 is true)
            or (pump_trouble__denied and rule_not_lactating_or_male__r4 is true)
        ) as rule_not_lactating_or_male__met,
        (
            rule_not_lactating_or_male is not false
            or (reading_r1 and rule_not_lactating_or_male__r1 is not false)
            or (reading_r4 and rule_not_lactating_or_male__r4 is not false)
            or (pump_trouble__denied and rule_not_lactating_or_male__r4 is not false)
        ) as rule_not_lactating_or_male__open,
        rule_nipple_pain_or_damage is true as rule_nipple_pain_or_damage__met,
        rule_nipple_pain_or_damage is not false as rule_nipple_pain_or_damage__open,
        rule_pain_that_lasts is true as rule_pain_that_lasts__met,
        rule_pain_that_lasts is not false as rule_pain_that_lasts__open,
        rule_symptoms_after_two_days is true or (reading_r1 and rule_symptoms_after_two_days__r1 is true)
            as rule_symptoms_after_two_days__met,
        rule_symptoms_after_two_days is not false or (reading_r1 and rule_symptoms_after_two_days__r1 is not false)
            as rule_symptoms_after_two_days__open,
        rule_symptoms_for_a_week is true or (reading_r1 and rule_symptoms_for_a_week__r1 is true)
            as rule_symptoms_for_a_week__met,
        rule_symptoms_for_a_week is not false or (reading_r1 and rule_symptoms_for_a_week__r1 is not false)
            as rule_symptoms_for_a_week__open,
        rule_unusual_discharge is true as rule_unusual_discharge__met,
        rule_unusual_discharge is not false as rule_unusual_discharge__open,
        rule_implant_with_swelling is true or (reading_r1 and rule_implant_with_swelling__r1 is true)
            as rule_implant_with_swelling__met,
        rule_implant_with_swelling is not false or (reading_r1 and rule_implant_with_swelling__r1 is not false)
            as rule_implant_with_swelling__open,
        low_mood is true as rule_feeling_low__met,
        low_mood is not false as rule_feeling_low__open,
        both_breasts_full and not lump_fluctuant__read as full_breasts,
        lump__proven and lump_tender__read and not redness__proven and not warmth and not lump_remains as tender_lump,
        (
            rule_new_confusion__met__counted
            or rule_severe_breathlessness__met__counted
            or rule_fainting__met__counted
            or rule_mottled_or_blue_skin__met__counted
            or rule_no_urine_for_a_day__met__counted
            or rule_rash_that_does_not_fade__met__counted
            or rule_shaking_that_cannot_be_stopped__met__counted
            or rule_extreme_muscle_pain_flag__met__counted
            or rule_feels_as_if_dying__met__counted
            or rule_cannot_keep_fluids_down__met__counted
            or rule_dying_skin__met__counted
            or rule_pain_far_worse_than_it_looks__met__counted
            or rule_sunburn_like_rash__met__counted
            or rule_chest_pain_flag__met__counted
            or rule_severe_headache_or_changed_sight__met__counted
            or rule_heavy_bleeding_flag__met__counted
            or rule_thoughts_of_harm_flag__met__counted
            or rule_allergic_reaction_to_antibiotic__met__counted
            or rule_low_blood_pressure_flag__met__counted
            or rule_fast_spread_and_unwell__met__counted
            or rule_very_fast_breathing__met__counted
            or rule_very_slow_breathing__met__counted
            or rule_pulse_in_the_danger_range__met__counted
            or rule_blood_pressure_in_the_danger_range__met__counted
            or rule_oxygen_in_the_danger_range__met__counted
            or rule_severe_high_blood_pressure__met__counted
            or rule_low_temperature_and_ill__met__counted
            or rule_baby_floppy_or_hard_to_wake__met__counted
            or rule_baby_fitting_or_blue__met__counted
            or rule_baby_green_vomit_or_blood__met__counted
            or rule_baby_rash_or_blisters_flag__met__counted
            or rule_baby_sore_breast__met__counted
            or rule_baby_too_cold__met__counted
            or rule_young_baby_with_fever__met__counted
            or rule_jaundice_on_the_first_day__met__counted
            or confusion__unsure
            or breathless__unsure
            or faint__unsure
            or mottled_skin__unsure
        ) as level_reaches_emergency_now,
        (
            rule_fever_with_sore_breast__met__counted
            or rule_flu_like_illness__met__counted
            or rule_clearly_unwell__met__counted
            or rule_carer_worried__met__counted
            or rule_heart_racing__met__counted
            or rule_diarrhoea_while_ill__met__counted
            or rule_little_urine_or_dry__met__counted
            or rule_low_temperature_alone__met__counted
            or rule_overwhelming_exhaustion__met__counted
            or rule_fast_pulse_measured__met__counted
            or rule_raised_pulse_with_infection__met__counted
            or rule_raised_breathing_measured__met__counted
            or rule_reduced_blood_pressure__met__counted
            or rule_reduced_oxygen_measured__met__counted
            or rule_high_blood_pressure__met__counted
            or rule_leg_pain_or_swelling__met__counted
            or rule_belly_or_wound_infection__met__counted
            or rule_abscess_suspected__met__counted
            or rule_patch_worse__met__counted
            or rule_patch_not_settling__met__counted
            or rule_redness_growing__met__counted
            or rule_red_streaks_seen__met__counted
            or rule_both_breasts_inflamed__met__counted
            or rule_red_fullness_severe_or_worse__met__counted
            or rule_severe_breast_pain__met__counted
            or rule_antibiotics_failing__met__counted
            or rule_worse_on_antibiotics__met__counted
            or rule_rash_from_antibiotic__met__counted
            or rule_drain_site_trouble__met__counted
            or rule_blisters_on_the_breast__met__counted
            or rule_chickenpox_or_shingles_now__met__counted
            or rule_inflamed_outside_lactation__met__counted
            or rule_piercing_with_inflammation__met__counted
            or rule_higher_risk_after_twelve_hours__met__counted
            or rule_higher_risk_after_two_days__met__counted
            or rule_higher_risk_and_recurrent__met__counted
            or rule_higher_risk_on_antibiotics__met__counted
            or rule_hiv_with_inflamed_breast__met__counted
            or rule_recurrence_after_birth__met__counted
            or rule_baby_fever_flag__met__counted
            or rule_baby_feeding_poorly__met__counted
            or rule_baby_dry__met__counted
            or rule_baby_yellow__met__counted
            or rule_baby_reacts_to_antibiotic__met__counted
            or rule_invasive_strep_in_mother_or_baby__met__counted
            or rule_crack_and_cold_sores__met__counted
            or pain_out_of_proportion__unsure
            or skin_dark_or_blistered__unsure
            or rigors__unsure
            or extreme_muscle_pain__unsure
            or feels_extremely_ill__unsure
            or no_urine__unsure
            or widespread_rash__unsure
            or rash_not_fading__unsure
            or vomiting__unsure
            or (
                low_blood_pressure__unsure
                and low_blood_pressure__read is not true
                and low_blood_pressure__read is not false
            )
            or chest_pain__unsure
            or severe_headache_or_vision__unsure
            or heavy_bleeding__unsure
            or thoughts_of_harm__unsure
            or antibiotic_reaction__unsure
            or (baby_cold__unsure and baby_cold__read is not true and baby_cold__read is not false)
            or (
                baby_hard_to_wake__unsure
                and baby_hard_to_wake__read is not true
                and baby_hard_to_wake__read is not false
            )
            or (
                baby_fit_or_blue__unsure
                and baby_fit_or_blue__read is not true
                and baby_fit_or_blue__read is not false
            )
            or (
                baby_rash_or_blisters__unsure
                and baby_rash_or_blisters__read is not true
                and baby_rash_or_blisters__read is not false
            )
            or (
                baby_green_vomit_or_bloody_stool__unsure
                and baby_green_vomit_or_bloody_stool__read is not true
                and baby_green_vomit_or_bloody_stool__read is not false
            )
            or (
                baby_breast_swollen__unsure
                and baby_breast_swollen__read is not true
                and baby_breast_swollen__read is not false
            )
            or (
                baby_breast_discharge__unsure
                and baby_breast_discharge__read is not true
                and baby_breast_discharge__read is not false
            )
        ) as level_reaches_same_day,
        (
            rule_patch_not_better_at_twelve_hours__met__counted
            or rule_patch_not_better_after_a_day__met__counted
            or rule_patch_after_two_days__met__counted
            or rule_patch_untreated_after_two_days__met__counted
            or rule_higher_risk_from_the_start__met__counted
            or rule_engorgement_not_easing__met__counted
            or rule_tender_lump_not_easing__met__counted
            or rule_lump_or_swelling_worse__met__counted
            or rule_antibiotics_not_starting_to_help__met__counted
            or rule_recurrent_inflammation__met__counted
            or rule_antibiotics_stopped_early__met__counted
        ) as level_reaches_within_24h,
        (
            rule_lump_that_remains__met__counted
            or rule_lump_without_inflammation__met__counted
            or rule_lump_growing_or_mobile__met__counted
            or rule_lump_for_a_week__met__counted
            or rule_same_spot_again__met__counted
            or rule_drained_breast_not_yet_at_ease__met__counted
            or rule_not_settled_after_a_course__met__counted
            or rule_several_courses__met__counted
            or rule_course_stopped_early__met__counted
            or rule_skin_or_nipple_change__met__counted
            or rule_large_red_area_without_illness__met__counted
            or rule_armpit_or_neck_gland__met__counted
            or rule_baby_refuses_a_lumpy_breast__met__counted
            or rule_cord_under_the_skin__met__counted
            or rule_not_lactating_or_male__met__counted
            or rule_nipple_pain_or_damage__met__counted
            or rule_pain_that_lasts__met__counted
            or rule_symptoms_after_two_days__met__counted
            or rule_symptoms_for_a_week__met__counted
            or rule_unusual_discharge__met__counted
            or rule_implant_with_swelling__met__counted
            or rule_feeling_low__met__counted
        ) as level_reaches_within_few_days,
        (
            rule_new_confusion__open__counted
            or rule_severe_breathlessness__open__counted
            or rule_fainting__open__counted
            or rule_mottled_or_blue_skin__open__counted
            or rule_no_urine_for_a_day__open__counted
            or rule_rash_that_does_not_fade__open__counted
            or rule_shaking_that_cannot_be_stopped__open__counted
            or rule_extreme_muscle_pain_flag__open__counted
            or rule_feels_as_if_dying__open__counted
            or rule_cannot_keep_fluids_down__open__counted
            or rule_dying_skin__open__counted
            or rule_pain_far_worse_than_it_looks__open__counted
            or rule_sunburn_like_rash__open__counted
            or rule_chest_pain_flag__open__counted
            or rule_severe_headache_or_changed_sight__open__counted
            or rule_heavy_bleeding_flag__open__counted
            or rule_thoughts_of_harm_flag__open__counted
            or rule_allergic_reaction_to_antibiotic__open__counted
            or rule_low_blood_pressure_flag__open__counted
            or rule_fast_spread_and_unwell__open__counted
            or rule_very_fast_breathing__open__counted
            or rule_very_slow_breathing__open__counted
            or rule_pulse_in_the_danger_range__open__counted
            or rule_blood_pressure_in_the_danger_range__open__counted
            or rule_oxygen_in_the_danger_range__open__counted
            or rule_severe_high_blood_pressure__open__counted
            or rule_low_temperature_and_ill__open__counted
            or rule_baby_floppy_or_hard_to_wake__open__counted
            or rule_baby_fitting_or_blue__open__counted
            or rule_baby_green_vomit_or_blood__open__counted
            or rule_baby_rash_or_blisters_flag__open__counted
            or rule_baby_sore_breast__open__counted
            or rule_baby_too_cold__open__counted
            or rule_young_baby_with_fever__open__counted
            or rule_jaundice_on_the_first_day__open__counted
        ) as open_reaches_emergency_now,
        (
            rule_fever_with_sore_breast__open__counted
            or rule_flu_like_illness__open__counted
            or rule_clearly_unwell__open__counted
            or rule_carer_worried__open__counted
            or rule_heart_racing__open__counted
            or rule_diarrhoea_while_ill__open__counted
            or rule_little_urine_or_dry__open__counted
            or rule_low_temperature_alone__open__counted
            or rule_overwhelming_exhaustion__open__counted
            or rule_fast_pulse_measured__open__counted
            or rule_raised_pulse_with_infection__open__counted
            or rule_raised_breathing_measured__open__counted
            or rule_reduced_blood_pressure__open__counted
            or rule_reduced_oxygen_measured__open__counted
            or rule_high_blood_pressure__open__counted
            or rule_leg_pain_or_swelling__open__counted
            or rule_belly_or_wound_infection__open__counted
            or rule_abscess_suspected__open__counted
            or rule_patch_worse__open__counted
            or rule_patch_not_settling__open__counted
            or rule_redness_growing__open__counted
            or rule_red_streaks_seen__open__counted
            or rule_both_breasts_inflamed__open__counted
            or rule_red_fullness_severe_or_worse__open__counted
            or rule_severe_breast_pain__open__counted
            or rule_antibiotics_failing__open__counted
            or rule_worse_on_antibiotics__open__counted
            or rule_rash_from_antibiotic__open__counted
            or rule_drain_site_trouble__open__counted
            or rule_blisters_on_the_breast__open__counted
            or rule_chickenpox_or_shingles_now__open__counted
            or rule_inflamed_outside_lactation__open__counted
            or rule_piercing_with_inflammation__open__counted
            or rule_higher_risk_after_twelve_hours__open__counted
            or rule_higher_risk_after_two_days__open__counted
            or rule_higher_risk_and_recurrent__open__counted
            or rule_higher_risk_on_antibiotics__open__counted
            or rule_hiv_with_inflamed_breast__open__counted
            or rule_recurrence_after_birth__open__counted
            or rule_baby_fever_flag__open__counted
            or rule_baby_feeding_poorly__open__counted
            or rule_baby_dry__open__counted
            or rule_baby_yellow__open__counted
            or rule_baby_reacts_to_antibiotic__open__counted
            or rule_invasive_strep_in_mother_or_baby__open__counted
            or rule_crack_and_cold_sores__open__counted
        ) as open_reaches_same_day,
        (
            rule_patch_not_better_at_twelve_hours__open__counted
            or rule_patch_not_better_after_a_day__open__counted
            or rule_patch_after_two_days__open__counted
            or rule_patch_untreated_after_two_days__open__counted
            or rule_higher_risk_from_the_start__open__counted
            or rule_engorgement_not_easing__open__counted
            or rule_tender_lump_not_easing__open__counted
            or rule_lump_or_swelling_worse__open__counted
            or rule_antibiotics_not_starting_to_help__open__counted
            or rule_recurrent_inflammation__open__counted
            or rule_antibiotics_stopped_early__open__counted
        ) as open_reaches_within_24h,
        (
            rule_lump_that_remains__open__counted
            or rule_lump_without_inflammation__open__counted
            or rule_lump_growing_or_mobile__open__counted
            or rule_lump_for_a_week__open__counted
            or rule_same_spot_again__open__counted
            or rule_drained_breast_not_yet_at_ease__open__counted
            or rule_not_settled_after_a_course__open__counted
            or rule_several_courses__open__counted
            or rule_course_stopped_early__open__counted
            or rule_skin_or_nipple_change__open__counted
            or rule_large_red_area_without_illness__open__counted
            or rule_armpit_or_neck_gland__open__counted
            or rule_baby_refuses_a_lumpy_breast__open__counted
            or rule_cord_under_the_skin__open__counted
            or rule_not_lactating_or_male__open__counted
            or rule_nipple_pain_or_damage__open__counted
            or rule_pain_that_lasts__open__counted
            or rule_symptoms_after_two_days__open__counted
            or rule_symptoms_for_a_week__open__counted
            or rule_unusual_discharge__open__counted
            or rule_implant_with_swelling__open__counted
            or rule_feeling_low__open__counted
        ) as open_reaches_within_few_days,
        -- gives milk now. Sources: seed-08.
        lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified') as makes_milk,
        -- gives milk, or stopped within six weeks. Sources: seed-08.
        lactation in ('breastfeeding', 'expressing_only', 'lactating_unspecified', 'stopped_recently')
            as feeding_or_just_stopped,
        -- one wedge or patch of the breast. Sources: toronto2024-01, whoiycf-02, bhs-03.
        extent in ('one_area') as single_area,
        -- one whole breast is swollen and the other is not. Sources: acr2018-03, differentials#20, differentials#22.
        one_sided and swelling and extent in ('whole_breast') as one_breast_enlarged,
        -- both breasts are swollen or firm, without a lump, redness or heat. Sources: differentials#1, seed-11,
        -- toronto2024-06.
        side in ('both') and swelling and not lump__proven and not redness__proven and not warmth
            as both_breasts_swollen,
        -- the fullness of the first days with breasts that stay soft. Sources: toronto2024-05, abm20-02.
        early_fullness and not swelling and not redness__proven and not warmth and not lump__proven as soft_fullness,
        -- no pain, redness, heat, swelling or lump. Sources: toronto2024-05, acog820-01.
        (
            not breast_pain
            and not nipple_pain
            and not redness__proven
            and not warmth
            and not swelling
            and not lump__proven
        ) as breasts_at_ease,
        -- the first two weeks after birth. Sources: owner#2, toronto2024-06, differentials#24.
        days_since_birth <= 14.0 /* engorgement_window */ as early_days,
        -- the breast trouble began less than a day ago. Sources: bmjbp-01, cks-03, sask2009-01.
        hours_since_onset < 24.0 /* conservative_care */ as short_history,
        -- the breast trouble has lasted more than two weeks. Sources: differentials#13, differentials#17.
        (
            hours_since_onset >= 336.0 /* lasting_pain */
            or (
                lump__proven
                and (
                    (lump_hours >= 336.0 /* lasting_pain */) is true
                    or (lump_hours__may_apply and lump_hours >= 336.0 /* lasting_pain */)
                )
            )
        ) as lasting_trouble,
        -- better over the last 12 to 24 hours. Sources: cks-09, differentials#17.
        trend in ('better') as improving,
        -- the first mastitis while feeding this child. Sources: scotcancer-01, herts-06.
        episodes_before < 1.0 /* one_episode */ as first_episode,
        -- measured below a fever, or does not feel feverish; says little after a painkiller, and a fever by the other
        -- way still counts. Sources: owner#5, toronto2024-01, cornwall-01.
        temperature_c < 38.0 /* fever */ or not feels_feverish as fever_denied,
        -- an inflamed patch, a lump or one sore breast, together with fever or flu-like illness. Sources: seed-02,
        -- aafp2008-03, cks-02, whoiycf-01, hse-08.
        (
            (inflamed_patch or lump__proven or (one_sided and (breast_pain or swelling)))
            and systemic_illness
            and not early_fullness
        ) as sore_breast_with_illness,
        -- any sign of an infection, in the breast or elsewhere, or treatment for one. Sources: red-flags#0.2,
        -- red-flags#4-other_site, hsesepsis-09, hsesepsis-10.
        (
            fever_present
            or flu_like
            or redness__proven
            or warmth
            or swelling
            or lump_fluctuant__read
            or drained_this_episode__proven
            or foul_lochia_or_belly_pain
            or antibiotic_status in ('taking')
        ) as infection_possible,
        -- any sign of sepsis that needs no instrument. Sources: red-flags#RF-L1, red-flags#RF-L2, red-flags#RF-L3,
        -- red-flags#RF-L4, red-flags#RF-L5, red-flags#RF-L6, red-flags#RF-L7, red-flags#RF-L8, red-flags#RF-L9,
        -- hsesepsis-08.
        (
            confusion
            or breathless
            or faint
            or mottled_skin
            or no_urine
            or rash_not_fading
            or rigors
            or extreme_muscle_pain
            or feels_extremely_ill
        ) as sepsis_flag,
        -- one high-risk vital sign, or two of fever, fast pulse and fast breathing. Sources: ng51-01, ng51-02,
        -- ng255-03, ng255-04, red-flags#3.2-mewc, red-flags#3.2-cmqcc, rcog64b-03, ng255-08.
        (
            shock_found
            or (heart_rate >= 130.0 /* very_fast_pulse */) is true
            or (heart_rate__may_apply and heart_rate >= 130.0 /* very_fast_pulse */)
            or (respiratory_rate >= 25.0 /* fast_breathing */) is true
            or (heart_rate__may_apply and respiratory_rate >= 25.0 /* fast_breathing */)
            or (respiratory_rate < 10.0 /* slow_breathing */) is true
            or (heart_rate__may_apply and respiratory_rate < 10.0 /* slow_breathing */)
            or (spo2 < 92.0 /* low_oxygen */) is true
            or (heart_rate__may_apply and spo2 < 92.0 /* low_oxygen */)
            or case
                when
                    cast(fever_present is true as integer)
                    + cast(
                        (
                            (heart_rate > 110.0 /* fast_pulse */) is true
                            or (heart_rate__may_apply and heart_rate > 110.0 /* fast_pulse */)
                        ) is true
                    as integer)
                    + cast(
                        (
                            (respiratory_rate >= 21.0 /* raised_breathing */) is true
                            or (heart_rate__may_apply and respiratory_rate >= 21.0 /* raised_breathing */)
                        ) is true
                    as integer)
                    >= 2
                then true
                when
                    cast(fever_present is not false as integer)
                    + cast(
                        (
                            (heart_rate > 110.0 /* fast_pulse */) is true
                            or (heart_rate__may_apply and heart_rate > 110.0 /* fast_pulse */)
                        ) is not false
                    as integer)
                    + cast(
                        (
                            (respiratory_rate >= 21.0 /* raised_breathing */) is true
                            or (heart_rate__may_apply and respiratory_rate >= 21.0 /* raised_breathing */)
                        ) is not false
                    as integer)
                    < 2
                then false
            end
        ) as sepsis_vital_signs,
        -- a low temperature in someone ill. Sources: rcog64b-04, red-flags#RF-L11, red-flags#2-temperature.
        temperature_c < 36.0 /* low_temperature */ and (feels_unwell or feels_extremely_ill or flu_like)
            as cold_and_ill,
        -- vomiting or diarrhoea together with fainting, confusion or low blood pressure. Sources:
        -- red-flags#4-toxic_shock, red-flags#RF-L10.
        (vomiting or diarrhoea) and (faint or confusion or shock_found) as toxin_picture,
        -- redness, heat, swelling or a lump left after a course, or a week, of antibiotics. Sources: scotcancer-01,
        -- lothian-03, dg-06, highland-10, differentials#ibc-panel.
        (
            antibiotic_status in ('taking', 'finished')
            and still_inflamed
            and (
                antibiotic_status in ('finished')
                or (antibiotic_courses >= 2.0 /* two_courses */) is true
                or (antibiotic_hours__may_apply and antibiotic_courses >= 2.0 /* two_courses */)
                or (antibiotic_hours >= 168.0 /* antibiotic_week */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 168.0 /* antibiotic_week */)
            )
        ) as unsettled_after_course,
        -- a lump under skin that is neither red nor hot. Sources: amir2017-02, semphn-02, galacto-01.
        lump__proven and not redness__proven and not warmth as cool_lump,
        -- a lump that is still there after a week, or after the illness has gone. Sources: ndc-03, seed-07,
        -- differentials#la-leche-league.
        (
            lump_remains
            or (
                lump__proven
                and (
                    (lump_hours >= 168.0 /* lump_wait */) is true
                    or (lump_hours__may_apply and lump_hours >= 168.0 /* lump_wait */)
                )
            )
        ) as long_lasting_lump,
        -- a sore or inflamed lump that antibiotics have not settled. Sources: healthify-03, differentials#4,
        -- cusack2011-03, bmjbp-17.
        (
            lump__proven
            and (
                (antibiotic_status in ('taking') and not_improving)
                or (antibiotic_status in ('finished') and (inflamed_patch or fever_present or lump_tender__read))
            )
        ) as lump_after_antibiotics,
        -- dimpled or open skin, a nipple newly turned in, blood, or a one-sided scaly nipple. Sources: scotcancer-03,
        -- differentials#21, differentials#22, differentials#nice-ng12-1-4-2.
        (
            skin_dimpling
            or nipple_retraction_new
            or skin_ulcer_or_open_wound
            or blood_from_nipple
            or (nipple_scaly_rash and one_sided)
        ) as changed_skin_or_nipple,
        -- ultrasound shows a collection. Sources: msd2024-11, ouh-07.
        (ultrasound in ('collection')) is true or (heart_rate__may_apply and ultrasound in ('collection'))
            as collection_on_ultrasound,
        -- ultrasound shows a milk cyst. Sources: galacto-01, differentials#6.
        (ultrasound in ('milk_cyst')) is true or (heart_rate__may_apply and ultrasound in ('milk_cyst'))
            as milk_cyst_on_ultrasound,
        -- ultrasound shows a solid mass. Sources: abm30-01, differentials#22, differentials#23.
        (ultrasound in ('solid_mass')) is true or (heart_rate__may_apply and ultrasound in ('solid_mass'))
            as solid_mass_on_ultrasound,
        -- for later steps:
        abscess_signs, answering_for, antibiotic_courses, antibiotic_hours, antibiotic_hours__may_apply,
        antibiotic_status, armpit_lump, baby_breast_discharge__read, baby_breast_swollen__read, baby_fever__read,
        baby_mouth_thrush__read, baby_preterm_or_ill__read, baby_rash_or_blisters__read, baby_situation,
        bowel_inflammation, breast_complaint, breast_complaint__counted, breast_complaint__r11, breast_pain,
        breast_refused__read, breathless, chickenpox_or_shingles, confusion, dehydrated, diarrhoea, diastolic_bp,
        discharge, drain_site_worse__read, drained_this_episode__proven, earlier_episode, early_fullness, faint,
        feels_extremely_ill, feels_feverish, feels_unwell, fever_present, flu_like, heart_disease_or_stroke,
        heart_rate__may_apply, heavy_bleeding, herpes_exposure, high_blood_pressure_around_birth, hours_of_fever,
        hours_since_onset, hours_since_onset__unsure, inflamed_patch, inflamed_patch__counted, inflamed_patch__r11,
        invasive_strep_b__read, latch_trouble__read, little_urine, lump__proven, lump_eases_after_feed__read,
        lump_fluctuant__read, lump_growing__read, lump_mobile_smooth__read, lump_remains, lump_tender__read,
        male_or_chest_surgery, mottled_skin, nipple_blanches, nipple_bleb, nipple_blisters, nipple_burning,
        nipple_crack, nipple_pain, nipple_problem, nipple_retraction_new, nipple_scaly_rash, no_urine, not_improving,
        nsaid_unsuitable, one_sided, other_nsaid, others_worried, outside_lactation, pain_out_of_proportion,
        painkiller_last_6h, paracetamol_unsuitable, pregnant, pump_trouble__read, quadrant, racing_heart, reading_r11,
        red_streaks, redness__proven, redness_spreading__read, redness_third_of_breast__read, rigors,
        rule_abscess_suspected__met__counted, rule_abscess_suspected__open__counted,
        rule_allergic_reaction_to_antibiotic__met__counted, rule_allergic_reaction_to_antibiotic__open__counted,
        rule_antibiotics_failing__met__counted, rule_antibiotics_failing__open__counted,
        rule_antibiotics_not_starting_to_help__met__counted, rule_antibiotics_not_starting_to_help__open__counted,
        rule_antibiotics_stopped_early__met__counted, rule_antibiotics_stopped_early__open__counted,
        rule_armpit_or_neck_gland__met__counted, rule_armpit_or_neck_gland__open__counted,
        rule_baby_dry__met__counted, rule_baby_dry__open__counted, rule_baby_feeding_poorly__met__counted,
        rule_baby_feeding_poorly__open__counted, rule_baby_fever_flag__met__counted,
        rule_baby_fever_flag__open__counted, rule_baby_fitting_or_blue__met__counted,
        rule_baby_fitting_or_blue__open__counted, rule_baby_floppy_or_hard_to_wake__met__counted,
        rule_baby_floppy_or_hard_to_wake__open__counted, rule_baby_green_vomit_or_blood__met__counted,
        rule_baby_green_vomit_or_blood__open__counted, rule_baby_rash_or_blisters_flag__met__counted,
        rule_baby_rash_or_blisters_flag__open__counted, rule_baby_reacts_to_antibiotic__met__counted,
        rule_baby_reacts_to_antibiotic__open__counted, rule_baby_refuses_a_lumpy_breast__met__counted,
        rule_baby_refuses_a_lumpy_breast__open__counted, rule_baby_sore_breast, rule_baby_sore_breast__met__counted,
        rule_baby_sore_breast__open__counted, rule_baby_too_cold__met__counted, rule_baby_too_cold__open__counted,
        rule_baby_yellow__met__counted, rule_baby_yellow__open__counted, rule_belly_or_wound_infection__met__counted,
        rule_belly_or_wound_infection__open__counted, rule_blisters_on_the_breast__met__counted,
        rule_blisters_on_the_breast__open__counted, rule_blood_pressure_in_the_danger_range__met__counted,
        rule_blood_pressure_in_the_danger_range__open__counted, rule_both_breasts_inflamed__met__counted,
        rule_both_breasts_inflamed__open__counted, rule_cannot_keep_fluids_down__met__counted,
        rule_cannot_keep_fluids_down__open__counted, rule_carer_worried__met__counted,
        rule_carer_worried__open__counted, rule_chest_pain_flag__met__counted, rule_chest_pain_flag__open__counted,
        rule_chickenpox_or_shingles_now__met__counted, rule_chickenpox_or_shingles_now__open__counted,
        rule_clearly_unwell__met__counted, rule_clearly_unwell__open__counted, rule_cord_under_the_skin__met__counted,
        rule_cord_under_the_skin__open__counted, rule_course_stopped_early__met__counted,
        rule_course_stopped_early__open__counted, rule_crack_and_cold_sores__met__counted,
        rule_crack_and_cold_sores__open__counted, rule_diarrhoea_while_ill__met__counted,
        rule_diarrhoea_while_ill__open__counted, rule_drain_site_trouble__met__counted,
        rule_drain_site_trouble__open__counted, rule_drained_breast_not_yet_at_ease__met__counted,
        rule_drained_breast_not_yet_at_ease__open__counted, rule_dying_skin__met__counted,
        rule_dying_skin__open__counted, rule_engorgement_not_easing__met__counted,
        rule_engorgement_not_easing__open__counted, rule_extreme_muscle_pain_flag__met__counted,
        rule_extreme_muscle_pain_flag__open__counted, rule_fainting__met__counted, rule_fainting__open__counted,
        rule_fast_pulse_measured__met__counted, rule_fast_pulse_measured__open__counted,
        rule_fast_spread_and_unwell__met__counted, rule_fast_spread_and_unwell__open__counted,
        rule_feeling_low__met__counted, rule_feeling_low__open__counted, rule_feels_as_if_dying__met__counted,
        rule_feels_as_if_dying__open__counted, rule_fever_with_sore_breast__met__counted,
        rule_fever_with_sore_breast__open__counted, rule_flu_like_illness__met__counted,
        rule_flu_like_illness__open__counted, rule_heart_racing__met__counted, rule_heart_racing__open__counted,
        rule_heavy_bleeding_flag__met__counted, rule_heavy_bleeding_flag__open__counted,
        rule_high_blood_pressure__met__counted, rule_high_blood_pressure__open__counted,
        rule_higher_risk_after_twelve_hours__met__counted, rule_higher_risk_after_twelve_hours__open__counted,
        rule_higher_risk_after_two_days__met__counted, rule_higher_risk_after_two_days__open__counted,
        rule_higher_risk_and_recurrent__met__counted, rule_higher_risk_and_recurrent__open__counted,
        rule_higher_risk_from_the_start__met__counted, rule_higher_risk_from_the_start__open__counted,
        rule_higher_risk_on_antibiotics__met__counted, rule_higher_risk_on_antibiotics__open__counted,
        rule_hiv_with_inflamed_breast__met__counted, rule_hiv_with_inflamed_breast__open__counted,
        rule_implant_with_swelling__met__counted, rule_implant_with_swelling__open__counted,
        rule_inflamed_outside_lactation__met__counted, rule_inflamed_outside_lactation__open__counted,
        rule_invasive_strep_in_mother_or_baby__met__counted, rule_invasive_strep_in_mother_or_baby__open__counted,
        rule_jaundice_on_the_first_day__met__counted, rule_jaundice_on_the_first_day__open__counted,
        rule_large_red_area_without_illness__met__counted, rule_large_red_area_without_illness__open__counted,
        rule_leg_pain_or_swelling__met__counted, rule_leg_pain_or_swelling__open__counted,
        rule_little_urine_or_dry__met__counted, rule_little_urine_or_dry__open__counted,
        rule_low_blood_pressure_flag__met__counted, rule_low_blood_pressure_flag__open__counted,
        rule_low_temperature_alone__met__counted, rule_low_temperature_alone__open__counted,
        rule_low_temperature_and_ill__met__counted, rule_low_temperature_and_ill__open__counted,
        rule_lump_for_a_week__met__counted, rule_lump_for_a_week__open__counted,
        rule_lump_growing_or_mobile__met__counted, rule_lump_growing_or_mobile__open__counted,
        rule_lump_or_swelling_worse__met__counted, rule_lump_or_swelling_worse__open__counted,
        rule_lump_that_remains__met__counted, rule_lump_that_remains__open__counted, rule_lump_without_inflammation,
        rule_lump_without_inflammation__met__counted, rule_lump_without_inflammation__open__counted,
        rule_mottled_or_blue_skin__met__counted, rule_mottled_or_blue_skin__open__counted,
        rule_new_confusion__met__counted, rule_new_confusion__open__counted, rule_nipple_pain_or_damage__met__counted,
        rule_nipple_pain_or_damage__open__counted, rule_no_urine_for_a_day__met__counted,
        rule_no_urine_for_a_day__open__counted, rule_not_lactating_or_male__met__counted,
        rule_not_lactating_or_male__open__counted, rule_not_settled_after_a_course__met__counted,
        rule_not_settled_after_a_course__open__counted, rule_overwhelming_exhaustion__met__counted,
        rule_overwhelming_exhaustion__open__counted, rule_oxygen_in_the_danger_range__met__counted,
        rule_oxygen_in_the_danger_range__open__counted, rule_pain_far_worse_than_it_looks__met__counted,
        rule_pain_far_worse_than_it_looks__open__counted, rule_pain_that_lasts__met__counted,
        rule_pain_that_lasts__open__counted, rule_patch_after_two_days__met__counted,
        rule_patch_after_two_days__open__counted, rule_patch_not_better_after_a_day__met__counted,
        rule_patch_not_better_after_a_day__open__counted, rule_patch_not_better_at_twelve_hours__met__counted,
        rule_patch_not_better_at_twelve_hours__open__counted, rule_patch_not_settling__met__counted,
        rule_patch_not_settling__open__counted, rule_patch_not_settling__r3,
        rule_patch_untreated_after_two_days__met__counted, rule_patch_untreated_after_two_days__open__counted,
        rule_patch_worse__met__counted, rule_patch_worse__open__counted,
        rule_piercing_with_inflammation__met__counted, rule_piercing_with_inflammation__open__counted,
        rule_pulse_in_the_danger_range__met__counted, rule_pulse_in_the_danger_range__open__counted,
        rule_raised_breathing_measured__met__counted, rule_raised_breathing_measured__open__counted,
        rule_raised_pulse_with_infection__met__counted, rule_raised_pulse_with_infection__open__counted,
        rule_rash_from_antibiotic__met__counted, rule_rash_from_antibiotic__open__counted,
        rule_rash_that_does_not_fade__met__counted, rule_rash_that_does_not_fade__open__counted,
        rule_recurrence_after_birth__met__counted, rule_recurrence_after_birth__open__counted,
        rule_recurrent_inflammation__met__counted, rule_recurrent_inflammation__open__counted,
        rule_red_fullness_severe_or_worse__met__counted, rule_red_fullness_severe_or_worse__open__counted,
        rule_red_streaks_seen__met__counted, rule_red_streaks_seen__open__counted, rule_redness_growing__met__counted,
        rule_redness_growing__open__counted, rule_reduced_blood_pressure__met__counted,
        rule_reduced_blood_pressure__open__counted, rule_reduced_oxygen_measured__met__counted,
        rule_reduced_oxygen_measured__open__counted, rule_same_spot_again__met__counted,
        rule_same_spot_again__open__counted, rule_several_courses__met__counted, rule_several_courses__open__counted,
        rule_severe_breast_pain__met__counted, rule_severe_breast_pain__open__counted,
        rule_severe_breathlessness__met__counted, rule_severe_breathlessness__open__counted,
        rule_severe_headache_or_changed_sight__met__counted, rule_severe_headache_or_changed_sight__open__counted,
        rule_severe_high_blood_pressure__met__counted, rule_severe_high_blood_pressure__open__counted,
        rule_shaking_that_cannot_be_stopped__met__counted, rule_shaking_that_cannot_be_stopped__open__counted,
        rule_skin_or_nipple_change__met__counted, rule_skin_or_nipple_change__open__counted,
        rule_sunburn_like_rash__met__counted, rule_sunburn_like_rash__open__counted,
        rule_symptoms_after_two_days__met__counted, rule_symptoms_after_two_days__open__counted,
        rule_symptoms_for_a_week__met__counted, rule_symptoms_for_a_week__open__counted,
        rule_tender_lump_not_easing__met__counted, rule_tender_lump_not_easing__open__counted,
        rule_thoughts_of_harm_flag__met__counted, rule_thoughts_of_harm_flag__open__counted,
        rule_unusual_discharge__met__counted, rule_unusual_discharge__open__counted,
        rule_very_fast_breathing__met__counted, rule_very_fast_breathing__open__counted,
        rule_very_slow_breathing__met__counted, rule_very_slow_breathing__open__counted,
        rule_worse_on_antibiotics__met__counted, rule_worse_on_antibiotics__open__counted,
        rule_young_baby_with_fever__met__counted, rule_young_baby_with_fever__open__counted, shock_found, side,
        skin_dark_or_blistered, skin_dimpling, skin_ulcer_or_open_wound, swelling, systemic_illness, systolic_bp,
        temperature_c, tender_cord, trend, trend__unsure, ultrasound, unwell, vomiting, warmth, widespread_rash,
        wound_at_baby_mouth__read
    from step_9
),
step_11 as materialized (
    select
        id,
        -- In the first twelve hours a well person may try home measures, and looks again at twelve hours. Sources:
        -- cks-09, rbm-01, aafp2024-07, abm36-10, owner#2. Otherwise: seed-15, aapparents-01.
        inflamed_patch__counted and not hours_since_onset__unsure and hours_since_onset < 12.0 /* self_check */
            as rule_early_patch__counted,
        inflamed_patch__r11 and not hours_since_onset__unsure and hours_since_onset < 12.0 /* self_check */
            as rule_early_patch__r11,
        -- An inflamed patch that is getting better may go on with home measures, at most to two days. Sources:
        -- aafp2024-06, abm36-10, disagreements#1.1.
        (
            inflamed_patch__counted
            and not trend__unsure
            and trend in ('better')
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and not hours_since_onset__unsure
            and hours_since_onset < 48.0 /* two_days */
        ) as rule_patch_getting_better__counted,
        (
            inflamed_patch__r11
            and not trend__unsure
            and trend in ('better')
            and (hours_since_onset__unsure or hours_since_onset >= 12.0 /* self_check */)
            and not hours_since_onset__unsure
            and hours_since_onset < 48.0 /* two_days */
        ) as rule_patch_getting_better__r11,
        -- Even fullness of both breasts is engorgement and usually eases within two days. Sources: abm20-01,
        -- abm20-02, acog820-03, whoiycf-02, owner#2.
        full_breasts__counted and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_engorgement_picture__counted,
        full_breasts__r11 and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_engorgement_picture__r11,
        -- A fresh tender lump without redness or fever is usually a narrowed duct and settles in one to two days.
        -- Sources: toronto2024-01, cornwall-01, amir2017-02, differentials#2, owner#2.
        tender_lump__counted and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_narrowed_duct_picture__counted,
        tender_lump__r11 and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_narrowed_duct_picture__r11,
        -- A breast complaint of less than two days without warning signs may be watched at home. Sources: wikem-01,
        -- nhs-02, seed-06.
        breast_complaint__counted and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_other_early_complaint__counted,
        breast_complaint__r11 and not hours_since_onset__unsure and hours_since_onset < 48.0 /* two_days */
            as rule_other_early_complaint__r11,
        -- A complaint that is easing may go on with home measures, at most to a week. Sources: nhss4l-01, ndc-03.
        (
            breast_complaint__counted
            and not trend__unsure
            and trend in ('better')
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (hours_since_onset__unsure or hours_since_onset < 168.0 /* lump_wait */)
        ) as rule_easing_complaint__counted,
        (
            breast_complaint__r11
            and not trend__unsure
            and trend in ('better')
            and (hours_since_onset__unsure or hours_since_onset >= 48.0 /* two_days */)
            and (hours_since_onset__unsure or hours_since_onset < 168.0 /* lump_wait */)
        ) as rule_easing_complaint__r11,
        -- Nothing that was asked points to a breast problem now. Sources: abm20-02, toronto2024-05.
        not breast_complaint__counted as rule_nothing_found__counted,
        not breast_complaint__r11 as rule_nothing_found__r11,
        (
            rule_new_confusion__met
            or rule_severe_breathlessness__met
            or rule_fainting__met
            or rule_mottled_or_blue_skin__met
            or rule_no_urine_for_a_day__met
            or rule_rash_that_does_not_fade__met
            or rule_shaking_that_cannot_be_stopped__met
            or rule_extreme_muscle_pain_flag__met
            or rule_feels_as_if_dying__met
            or rule_cannot_keep_fluids_down__met
            or rule_dying_skin__met
            or rule_pain_far_worse_than_it_looks__met
            or rule_sunburn_like_rash__met
            or rule_chest_pain_flag__met
            or rule_severe_headache_or_changed_sight__met
            or rule_heavy_bleeding_flag__met
            or rule_thoughts_of_harm_flag__met
            or rule_allergic_reaction_to_antibiotic__met
            or rule_low_blood_pressure_flag__met
            or rule_fast_spread_and_unwell__met
            or rule_very_fast_breathing__met
            or rule_very_slow_breathing__met
            or rule_pulse_in_the_danger_range__met
            or rule_blood_pressure_in_the_danger_range__met
            or rule_oxygen_in_the_danger_range__met
            or rule_severe_high_blood_pressure__met
            or rule_low_temperature_and_ill__met
            or rule_baby_floppy_or_hard_to_wake__met
            or rule_baby_fitting_or_blue__met
            or rule_baby_green_vomit_or_blood__met
            or rule_baby_rash_or_blisters_flag__met
            or rule_baby_sore_breast__met
            or rule_baby_too_cold__met
            or rule_young_baby_with_fever__met
            or rule_jaundice_on_the_first_day__met
        ) as floor_reaches_emergency_now,
        (
            rule_fever_with_sore_breast__met
            or rule_flu_like_illness__met
            or rule_clearly_unwell__met
            or rule_carer_worried__met
            or rule_heart_racing__met
            or rule_diarrhoea_while_ill__met
            or rule_little_urine_or_dry__met
            or rule_low_temperature_alone__met
            or rule_overwhelming_exhaustion__met
            or rule_fast_pulse_measured__met
            or rule_raised_pulse_with_infection__met
            or rule_raised_breathing_measured__met
            or rule_reduced_blood_pressure__met
            or rule_reduced_oxygen_measured__met
            or rule_high_blood_pressure__met
            or rule_leg_pain_or_swelling__met
            or rule_belly_or_wound_infection__met
            or rule_abscess_suspected__met
            or rule_patch_worse__met
            or rule_patch_not_settling__met
            or rule_redness_growing__met
            or rule_red_streaks_seen__met
            or rule_both_breasts_inflamed__met
            or rule_red_fullness_severe_or_worse__met
            or rule_severe_breast_pain__met
            or rule_antibiotics_failing__met
            or rule_worse_on_antibiotics__met
            or rule_rash_from_antibiotic__met
            or rule_drain_site_trouble__met
            or rule_blisters_on_the_breast__met
            or rule_chickenpox_or_shingles_now__met
            or rule_inflamed_outside_lactation__met
            or rule_piercing_with_inflammation__met
            or rule_higher_risk_after_twelve_hours__met
            or rule_higher_risk_after_two_days__met
            or rule_higher_risk_and_recurrent__met
            or rule_higher_risk_on_antibiotics__met
            or rule_hiv_with_inflamed_breast__met
            or rule_recurrence_after_birth__met
            or rule_baby_fever_flag__met
            or rule_baby_feeding_poorly__met
            or rule_baby_dry__met
            or rule_baby_yellow__met
            or rule_baby_reacts_to_antibiotic__met
            or rule_invasive_strep_in_mother_or_baby__met
            or rule_crack_and_cold_sores__met
        ) as floor_reaches_same_day,
        (
            rule_patch_not_better_at_twelve_hours__met
            or rule_patch_not_better_after_a_day__met
            or rule_patch_after_two_days__met
            or rule_patch_untreated_after_two_days__met
            or rule_higher_risk_from_the_start__met
            or rule_engorgement_not_easing__met
            or rule_tender_lump_not_easing__met
            or rule_lump_or_swelling_worse__met
            or rule_antibiotics_not_starting_to_help__met
            or rule_recurrent_inflammation__met
            or rule_antibiotics_stopped_early__met
        ) as floor_reaches_within_24h,
        (
            rule_lump_that_remains__met
            or rule_lump_without_inflammation__met
            or rule_lump_growing_or_mobile__met
            or rule_lump_for_a_week__met
            or rule_same_spot_again__met
            or rule_drained_breast_not_yet_at_ease__met
            or rule_not_settled_after_a_course__met
            or rule_several_courses__met
            or rule_course_stopped_early__met
            or rule_skin_or_nipple_change__met
            or rule_large_red_area_without_illness__met
            or rule_armpit_or_neck_gland__met
            or rule_baby_refuses_a_lumpy_breast__met
            or rule_cord_under_the_skin__met
            or rule_not_lactating_or_male__met
            or rule_nipple_pain_or_damage__met
            or rule_pain_that_lasts__met
            or rule_symptoms_after_two_days__met
            or rule_symptoms_for_a_week__met
            or rule_unusual_discharge__met
            or rule_implant_with_swelling__met
            or rule_feeling_low__met
        ) as floor_reaches_within_few_days,
        (
            rule_new_confusion__open
            or rule_severe_breathlessness__open
            or rule_fainting__open
            or rule_mottled_or_blue_skin__open
            or rule_no_urine_for_a_day__open
            or rule_rash_that_does_not_fade__open
            or rule_shaking_that_cannot_be_stopped__open
            or rule_extreme_muscle_pain_flag__open
            or rule_feels_as_if_dying__open
            or rule_cannot_keep_fluids_down__open
            or rule_dying_skin__open
            or rule_pain_far_worse_than_it_looks__open
            or rule_sunburn_like_rash__open
            or rule_chest_pain_flag__open
            or rule_severe_headache_or_changed_sight__open
            or rule_heavy_bleeding_flag__open
            or rule_thoughts_of_harm_flag__open
            or rule_allergic_reaction_to_antibiotic__open
            or rule_low_blood_pressure_flag__open
            or rule_fast_spread_and_unwell__open
            or rule_very_fast_breathing__open
            or rule_very_slow_breathing__open
            or rule_pulse_in_the_danger_range__open
            or rule_blood_pressure_in_the_danger_range__open
            or rule_oxygen_in_the_danger_range__open
            or rule_severe_high_blood_pressure__open
            or rule_low_temperature_and_ill__open
            or rule_baby_floppy_or_hard_to_wake__open
            or rule_baby_fitting_or_blue__open
            or rule_baby_green_vomit_or_blood__open
            or rule_baby_rash_or_blisters_flag__open
            or rule_baby_sore_breast__open
            or rule_baby_too_cold__open
            or rule_young_baby_with_fever__open
            or rule_jaundice_on_the_first_day__open
        ) as ceiling_reaches_emergency_now,
        (
            rule_fever_with_sore_breast__open
            or rule_flu_like_illness__open
            or rule_clearly_unwell__open
            or rule_carer_worried__open
            or rule_heart_racing__open
            or rule_diarrhoea_while_ill__open
            or rule_little_urine_or_dry__open
            or rule_low_temperature_alone__open
            or rule_overwhelming_exhaustion__open
            or rule_fast_pulse_measured__open
            or rule_raised_pulse_with_infection__open
            or rule_raised_breathing_measured__open
            or rule_reduced_blood_pressure__open
            or rule_reduced_oxygen_measured__open
            or rule_high_blood_pressure__open
            or rule_leg_pain_or_swelling__open
            or rule_belly_or_wound_infection__open
            or rule_abscess_suspected__open
            or rule_patch_worse__open
            or rule_patch_not_settling__open
            or rule_redness_growing__open
            or rule_red_streaks_seen__open
            or rule_both_breasts_inflamed__open
            or rule_red_fullness_severe_or_worse__open
            or rule_severe_breast_pain__open
            or rule_antibiotics_failing__open
            or rule_worse_on_antibiotics__open
            or rule_rash_from_antibiotic__open
            or rule_drain_site_trouble__open
            or rule_blisters_on_the_breast__open
            or rule_chickenpox_or_shingles_now__open
            or rule_inflamed_outside_lactation__open
            or rule_piercing_with_inflammation__open
            or rule_higher_risk_after_twelve_hours__open
            or rule_higher_risk_after_two_days__open
            or rule_higher_risk_and_recurrent__open
            or rule_higher_risk_on_antibiotics__open
            or rule_hiv_with_inflamed_breast__open
            or rule_recurrence_after_birth__open
            or rule_baby_fever_flag__open
            or rule_baby_feeding_poorly__open
            or rule_baby_dry__open
            or rule_baby_yellow__open
            or rule_baby_reacts_to_antibiotic__open
            or rule_invasive_strep_in_mother_or_baby__open
            or rule_crack_and_cold_sores__open
        ) as ceiling_reaches_same_day,
        (
            rule_patch_not_better_at_twelve_hours__open
            or rule_patch_not_better_after_a_day__open
            or rule_patch_after_two_days__open
            or rule_patch_untreated_after_two_days__open
            or rule_higher_risk_from_the_start__open
            or rule_engorgement_not_easing__open
            or rule_tender_lump_not_easing__open
            or rule_lump_or_swelling_worse__open
            or rule_antibiotics_not_starting_to_help__open
            or rule_recurrent_inflammation__open
            or rule_antibiotics_stopped_early__open
        ) as ceiling_reaches_within_24h,
        (
            rule_lump_that_remains__open
            or rule_lump_without_inflammation__open
            or rule_lump_growing_or_mobile__open
            or rule_lump_for_a_week__open
            or rule_same_spot_again__open
            or rule_drained_breast_not_yet_at_ease__open
            or rule_not_settled_after_a_course__open
            or rule_several_courses__open
            or rule_course_stopped_early__open
            or rule_skin_or_nipple_change__open
            or rule_large_red_area_without_illness__open
            or rule_armpit_or_neck_gland__open
            or rule_baby_refuses_a_lumpy_breast__open
            or rule_cord_under_the_skin__open
            or rule_not_lactating_or_male__open
            or rule_nipple_pain_or_damage__open
            or rule_pain_that_lasts__open
            or rule_symptoms_after_two_days__open
            or rule_symptoms_for_a_week__open
            or rule_unusual_discharge__open
            or rule_implant_with_swelling__open
            or rule_feeling_low__open
        ) as ceiling_reaches_within_few_days,
        (
            not level_reaches_emergency_now
            and not level_reaches_same_day
            and not level_reaches_within_24h
            and level_reaches_within_few_days
        ) as level_is_within_few_days,
        (
            not level_reaches_emergency_now
            and not level_reaches_same_day
            and not level_reaches_within_24h
            and not level_reaches_within_few_days
        ) as level_is_self_care,
        (
            (not open_reaches_emergency_now or level_reaches_emergency_now)
            and (not open_reaches_same_day or level_reaches_emergency_now or level_reaches_same_day)
            and (
                not open_reaches_within_24h
                or level_reaches_emergency_now
                or level_reaches_same_day
                or level_reaches_within_24h
            )
            and (
                not open_reaches_within_few_days
                or level_reaches_emergency_now
                or level_reaches_same_day
                or level_reaches_within_24h
                or level_reaches_within_few_days
            )
        ) as settled,
        -- extremely ill with a red, hot or swollen breast. Sources: red-flags#4-necrotising, rcog64b-01, rcog64b-02.
        feels_extremely_ill and (redness__proven or warmth or swelling or pain_out_of_proportion)
            as extreme_illness_with_sore_breast,
        -- a lump under inflamed skin. Sources: cks-19, semphn-04, johnson2020-01.
        lump__proven and inflamed_patch as inflamed_lump,
        -- pus from the nipple. Sources: differentials#8, lawrence2013-04.
        discharge in ('pus') as pus_from_nipple,
        -- ultrasound shows ill-defined fluid with nothing to drain. Sources: johnson2020-01, ndc-08, differentials#5.
        (
            (ultrasound in ('ill_defined_fluid')) is true
            or (heart_rate__may_apply and ultrasound in ('ill_defined_fluid'))
        ) as ill_defined_fluid_on_ultrasound,
        -- Breast engorgement. Sources: seed-11, abm20-01, toronto2024-06, toronto2024-07, whoiycf-02,
        -- differentials#1.
        full_breasts or both_breasts_swollen as condition_engorgement__for,
        one_sided or single_area or outside_lactation or (not swelling and not early_fullness)
            as condition_engorgement__against,
        -- Ductal narrowing (plugged duct). Sources: abm36-04, toronto2024-01, cornwall-01, amir2017-02, rwh-03,
        -- differentials#2.
        (
            (tender_lump or (single_area and breast_pain and not redness__proven and not warmth))
            and fever_denied
            and not flu_like
        ) as condition_ductal_narrowing__for,
        (
            fever_present
            or long_lasting_lump
            or lasting_trouble
            or inflamed_patch
            or outside_lactation
            or (not lump__proven and not breast_pain)
        ) as condition_ductal_narrowing__against,
        -- Inflammatory mastitis. Sources: bhs-01, bhs-02, abm36-01, whoiycf-06, who2000-04, lllc-01. Otherwise:
        -- cks-02, whoiycf-01.
        inflamed_patch and (short_history or (fever_denied and not flu_like)) as condition_inflammatory_mastitis__for,
        (
            lump_fluctuant__read
            or unsettled_after_course
            or outside_lactation
            or (not redness__proven and not warmth and not swelling and not unwell)
        ) as condition_inflammatory_mastitis__against,
        -- Bacterial (infective) mastitis. Sources: bhs-03, bhs-04, cks-02, cks-03, aafp2008-03, cornwall-02, hse-08,
        -- differentials#3. Otherwise: bhs-02, aafp2024-06, ndc-01, douglas2023-06.
        (
            sore_breast_with_illness
            or rule_patch_not_settling__r3
            or (inflamed_patch and antibiotic_status in ('taking'))
        ) as condition_bacterial_mastitis__for,
        (
            outside_lactation
            or (not redness__proven and not warmth and not unwell)
            or (not breast_pain and not swelling and not lump__proven and not redness__proven and not warmth)
        ) as condition_bacterial_mastitis__against,
        -- Recurrent mastitis. Sources: herts-06, bmjbp-16, bmjbp-17, scott2008-03, scotcancer-01.
        earlier_episode and (inflamed_patch or sore_breast_with_illness) as condition_recurrent_mastitis__for,
        first_episode or (not redness__proven and not warmth and not unwell) as condition_recurrent_mastitis__against,
        -- Subacute mastitis. Sources: abm36-02, abm36-08, differentials#13.
        (
            lasting_trouble
            and makes_milk
            and fever_denied
            and breast_pain
            and (nipple_burning or nipple_bleb or earlier_episode)
        ) as condition_subacute_mastitis__for,
        (
            fever_present
            or hours_since_onset < 336.0 /* lasting_pain */
            or not makes_milk
            or (not breast_pain and not nipple_burning)
        ) as condition_subacute_mastitis__against,
        -- Lactational phlegmon. Sources: johnson2020-01, johnson2020-05, ndc-08, abm36-06, differentials#5.
        (
            collection_on_ultrasound
            or (ultrasound in ('normal')) is true
            or (heart_rate__may_apply and ultrasound in ('normal'))
            or (not lump__proven and not swelling)
        ) as condition_phlegmon__against,
        -- Breast abscess. Sources: cks-19, semphn-04, healthify-03, cusack2011-03, bmjbp-17, differentials#4.
        abscess_signs or lump_after_antibiotics or collection_on_ultrasound as condition_abscess__for,
        (
            (lump_eases_after_feed__read and not fever_present)
            or (ultrasound in ('normal')) is true
            or (heart_rate__may_apply and ultrasound in ('normal'))
            or (not lump__proven and not inflamed_patch and (both_breasts_swollen or not swelling))
        ) as condition_abscess__against,
        -- Galactocele. Sources: semphn-02, galacto-01, galacto-03, abm36-07, differentials#6.
        (
            milk_cyst_on_ultrasound
            or (
                cool_lump
                and fever_denied
                and feeding_or_just_stopped
                and (lump_mobile_smooth__read or (lump_growing__read and rule_lump_without_inflammation))
            )
        ) as condition_galactocele__for,
        not lump__proven or solid_mass_on_ultrasound as condition_galactocele__against,
        -- Lactating adenoma or fibroadenoma. Sources: differentials#23, abm30-01.
        (
            lump_mobile_smooth__read
            and (solid_mass_on_ultrasound or (cool_lump and rule_lump_without_inflammation and fever_denied))
        ) as condition_lactating_adenoma__for,
        not lump__proven or milk_cyst_on_ultrasound or collection_on_ultrasound
            as condition_lactating_adenoma__against,
        -- Milk fistula (mammary duct fistula). Sources: bmjbp-20, ndc-09, acr2026-01.
        skin_ulcer_or_open_wound and drained_this_episode__proven and feeding_or_just_stopped
            as condition_milk_fistula__for,
        not skin_ulcer_or_open_wound or outside_lactation as condition_milk_fistula__against,
        -- Accessory (axillary) breast tissue, engorged. Sources: differentials#24.
        armpit_lump and early_days and fever_denied and not inflamed_patch as condition_accessory_breast_tissue__for,
        not armpit_lump or fever_present as condition_accessory_breast_tissue__against,
        -- Maternal sepsis. Sources: red-flags#0.1, red-flags#0.2, red-flags#0.3, red-flags#RF-L1, red-flags#RF-L2,
        -- red-flags#RF-L11, ng255-01, ng51gen-01, ng51gen-02, hsesepsis-04, seed-14, bfn-01.
        (infection_possible and (sepsis_flag or sepsis_vital_signs)) or cold_and_ill as condition_sepsis__for,
        (
            not sepsis_flag
            and not others_worried
            and not feels_unwell
            and not flu_like
            and not racing_heart
            and (
                temperature_c < 38.0 /* fever */
                or (not feels_feverish and not redness__proven and not warmth and not swelling)
            )
        ) as condition_sepsis__against,
        -- Staphylococcal or streptococcal toxic shock syndrome. Sources: red-flags#4-toxic_shock, red-flags#RF-L10,
        -- rcog64b-02, rcog64b-06.
        (
            (
                widespread_rash
                and (
                    fever_present or vomiting or diarrhoea or faint or confusion or shock_found or feels_extremely_ill
                )
            )
            or (fever_present and (toxin_picture or shock_found))
        ) as condition_toxic_shock__for,
        not widespread_rash and not vomiting and not diarrhoea and not faint and not confusion
            as condition_toxic_shock__against,
        -- Necrotising soft-tissue infection of the breast. Sources: red-flags#4-necrotising, rcog64b-02, rcog64b-05,
        -- bmjbp-21, highland-01, skc-01.
        (
            skin_dark_or_blistered
            or (pain_out_of_proportion and infection_possible)
            or (redness_spreading__read and (feels_extremely_ill or sepsis_vital_signs))
        ) as condition_necrotising_infection__for,
        (
            not skin_dark_or_blistered
            and not pain_out_of_proportion
            and not redness_spreading__read
            and not feels_extremely_ill
        ) as condition_necrotising_infection__against,
        -- Inflammatory breast cancer. Sources: cornwall-03, cornwall-04, scotcancer-01, scotcancer-03, lothian-03,
        -- dixon2011-04, semphn-05, differentials#20. Otherwise: mayo-04.
        (
            skin_dimpling
            or (
                (redness_third_of_breast__read or one_breast_enlarged)
                and (unsettled_after_course or (lasting_trouble and not_improving and fever_denied))
            )
        ) as condition_inflammatory_breast_cancer__for,
        (
            not skin_dimpling
            and not redness_third_of_breast__read
            and not one_breast_enlarged
            and not unsettled_after_course
        ) as condition_inflammatory_breast_cancer__against,
        -- Breast cancer (pregnancy-associated, Paget disease, lymphoma and others). Sources: ng12-01, seed-07,
        -- ndc-03, acr2018-03, abm30-01, abm30-02, scotcancer-02, scotcancer-03, differentials#21, differentials#22,
        -- differentials#nice-ng12-1-4-2.
        (
            long_lasting_lump
            or changed_skin_or_nipple
            or solid_mass_on_ultrasound
            or (cool_lump and (lump_growing__read or rule_lump_without_inflammation or armpit_lump))
        ) as condition_other_cancer__for,
        (
            (not lump__proven and not armpit_lump and not changed_skin_or_nipple and not breast_refused__read)
            or (
                lump_eases_after_feed__read
                and not long_lasting_lump
                and not lump_growing__read
                and not armpit_lump
                and not changed_skin_or_nipple
            )
        ) as condition_other_cancer__against,
        -- Granulomatous mastitis (idiopathic or tuberculous). Sources: differentials#17, differentials#18, bmjbp-17,
        -- dixon2011-02.
        (
            lump__proven
            and lasting_trouble
            and (
                unsettled_after_course
                or (antibiotic_courses >= 2.0 /* two_courses */) is true
                or (antibiotic_hours__may_apply and antibiotic_courses >= 2.0 /* two_courses */)
                or drained_this_episode__proven
                or skin_ulcer_or_open_wound
            )
        ) as condition_granulomatous_mastitis__for,
        improving or hours_since_onset < 168.0 /* lump_wait */ or (not lump__proven and not skin_ulcer_or_open_wound)
            as condition_granulomatous_mastitis__against,
        -- Non-lactational (periductal) mastitis or abscess. Sources: differentials#19, differentials#29,
        -- differentials#35, semphn-01, cornwall-04.
        outside_lactation and (inflamed_patch or abscess_signs or lump_tender__read) as condition_non_lactational__for,
        feeding_or_just_stopped and not male_or_chest_surgery as condition_non_lactational__against,
        -- Superficial thrombophlebitis of the breast (Mondor disease). Sources: differentials#16.
        not tender_cord as condition_thrombophlebitis__against,
        -- Nipple trauma or fissure. Sources: toronto2024-08, toronto2024-09, seed-12, cks-03, differentials#8.
        nipple_crack or (nipple_pain and (latch_trouble__read or pump_trouble__read)) as condition_nipple_damage__for,
        not nipple_crack and not nipple_pain as condition_nipple_damage__against,
        -- Nipple bleb. Sources: toronto2024-09, cornwall-01, abm4-03, abm36-20.
        nipple_bleb and not nipple_blisters as condition_milk_bleb__for,
        not nipple_bleb as condition_milk_bleb__against,
        -- Herpes simplex or varicella zoster of breast or nipple. Sources: differentials#14, differentials#15,
        -- red-flags#6-blisters.
        nipple_blisters or (nipple_crack and herpes_exposure) or (chickenpox_or_shingles and breast_complaint)
            as condition_herpes__for,
        not nipple_blisters and not herpes_exposure and not chickenpox_or_shingles and not baby_rash_or_blisters__read
            as condition_herpes__against,
        -- Nipple dermatitis or candidiasis. Sources: differentials#9, differentials#11, bmjbp-16. Otherwise:
        -- douglas2023-08, aafp2024-16.
        nipple_scaly_rash or (baby_mouth_thrush__read and (nipple_burning or nipple_pain))
            as condition_candida_or_dermatitis__for,
        not nipple_scaly_rash and not nipple_burning and not nipple_pain as condition_candida_or_dermatitis__against,
        -- Nipple vasospasm (Raynaud phenomenon). Sources: differentials#10.
        not nipple_blanches and not nipple_burning and not nipple_pain as condition_vasospasm__against,
        -- Neonatal mastitis. Sources: differentials#32, red-flags#6-own_breast.
        not baby_breast_swollen__read and not baby_breast_discharge__read as condition_neonatal_mastitis__against,
        -- Normal lactating breast or physiological fullness. Sources: toronto2024-05, abm20-02.
        (feeding_or_just_stopped and breasts_at_ease) or (soft_fullness and not nipple_problem)
            as condition_normal__for,
        (
            inflamed_patch
            or unwell
            or swelling
            or lump__proven
            or armpit_lump
            or tender_cord
            or nipple_problem
            or abscess_signs
            or red_streaks
            or nipple_blisters
            or nipple_scaly_rash
            or changed_skin_or_nipple
        ) as condition_normal__against,
        -- for later steps:
        answering_for, antibiotic_hours, antibiotic_hours__may_apply, antibiotic_status, armpit_lump,
        baby_breast_discharge__read, baby_breast_swollen__read, baby_fever__read, baby_preterm_or_ill__read,
        baby_rash_or_blisters__read, baby_situation, bowel_inflammation, breast_complaint, breast_refused__read,
        breathless, changed_skin_or_nipple, chickenpox_or_shingles, confusion, dehydrated, diarrhoea, diastolic_bp,
        drain_site_worse__read, early_fullness, faint, feels_extremely_ill, fever_present, heart_disease_or_stroke,
        heart_rate__may_apply, heavy_bleeding, herpes_exposure, high_blood_pressure_around_birth, hours_of_fever,
        hours_since_onset, invasive_strep_b__read, level_reaches_emergency_now, level_reaches_same_day,
        level_reaches_within_24h, little_urine, long_lasting_lump, lump__proven, lump_after_antibiotics,
        lump_eases_after_feed__read, lump_fluctuant__read, lump_growing__read, lump_remains, lump_tender__read,
        makes_milk, mottled_skin, nipple_blanches, nipple_blisters, nipple_retraction_new, no_urine, not_improving,
        nsaid_unsuitable, one_breast_enlarged, other_nsaid, pain_out_of_proportion, painkiller_last_6h,
        paracetamol_unsuitable, pregnant, quadrant, racing_heart, reading_r11, redness__proven,
        redness_spreading__read, redness_third_of_breast__read, rigors, rule_abscess_suspected__met__counted,
        rule_abscess_suspected__open__counted, rule_allergic_reaction_to_antibiotic__met__counted,
        rule_allergic_reaction_to_antibiotic__open__counted, rule_antibiotics_failing__met__counted,
        rule_antibiotics_failing__open__counted, rule_antibiotics_not_starting_to_help__met__counted,
        rule_antibiotics_not_starting_to_help__open__counted, rule_antibiotics_stopped_early__met__counted,
        rule_antibiotics_stopped_early__open__counted, rule_armpit_or_neck_gland__met__counted,
        rule_armpit_or_neck_gland__open__counted, rule_baby_dry__met__counted, rule_baby_dry__open__counted,
        rule_baby_feeding_poorly__met__counted, rule_baby_feeding_poorly__open__counted,
        rule_baby_fever_flag__met__counted, rule_baby_fever_flag__open__counted,
        rule_baby_fitting_or_blue__met__counted, rule_baby_fitting_or_blue__open__counted,
        rule_baby_floppy_or_hard_to_wake__met__counted, rule_baby_floppy_or_hard_to_wake__open__counted,
        rule_baby_green_vomit_or_blood__met__counted, rule_baby_green_vomit_or_blood__open__counted,
        rule_baby_rash_or_blisters_flag__met__counted, rule_baby_rash_or_blisters_flag__open__counted,
        rule_baby_reacts_to_antibiotic__met__counted, rule_baby_reacts_to_antibiotic__open__counted,
        rule_baby_refuses_a_lumpy_breast__met__counted, rule_baby_refuses_a_lumpy_breast__open__counted,
        rule_baby_sore_breast, rule_baby_sore_breast__met__counted, rule_baby_sore_breast__open__counted,
        rule_baby_too_cold__met__counted, rule_baby_too_cold__open__counted, rule_baby_yellow__met__counted,
        rule_baby_yellow__open__counted, rule_belly_or_wound_infection__met__counted,
        rule_belly_or_wound_infection__open__counted, rule_blisters_on_the_breast__met__counted,
        rule_blisters_on_the_breast__open__counted, rule_blood_pressure_in_the_danger_range__met__counted,
        rule_blood_pressure_in_the_danger_range__open__counted, rule_both_breasts_inflamed__met__counted,
        rule_both_breasts_inflamed__open__counted, rule_cannot_keep_fluids_down__met__counted,
        rule_cannot_keep_fluids_down__open__counted, rule_carer_worried__met__counted,
        rule_carer_worried__open__counted, rule_chest_pain_flag__met__counted, rule_chest_pain_flag__open__counted,
        rule_chickenpox_or_shingles_now__met__counted, rule_chickenpox_or_shingles_now__open__counted,
        rule_clearly_unwell__met__counted, rule_clearly_unwell__open__counted, rule_cord_under_the_skin__met__counted,
        rule_cord_under_the_skin__open__counted, rule_course_stopped_early__met__counted,
        rule_course_stopped_early__open__counted, rule_crack_and_cold_sores__met__counted,
        rule_crack_and_cold_sores__open__counted, rule_diarrhoea_while_ill__met__counted,
        rule_diarrhoea_while_ill__open__counted, rule_drain_site_trouble__met__counted,
        rule_drain_site_trouble__open__counted, rule_drained_breast_not_yet_at_ease__met__counted,
        rule_drained_breast_not_yet_at_ease__open__counted, rule_dying_skin__met__counted,
        rule_dying_skin__open__counted, rule_engorgement_not_easing__met__counted,
        rule_engorgement_not_easing__open__counted, rule_extreme_muscle_pain_flag__met__counted,
        rule_extreme_muscle_pain_flag__open__counted, rule_fainting__met__counted, rule_fainting__open__counted,
        rule_fast_pulse_measured__met__counted, rule_fast_pulse_measured__open__counted,
        rule_fast_spread_and_unwell__met__counted, rule_fast_spread_and_unwell__open__counted,
        rule_feeling_low__met__counted, rule_feeling_low__open__counted, rule_feels_as_if_dying__met__counted,
        rule_feels_as_if_dying__open__counted, rule_fever_with_sore_breast__met__counted,
        rule_fever_with_sore_breast__open__counted, rule_flu_like_illness__met__counted,
        rule_flu_like_illness__open__counted, rule_heart_racing__met__counted, rule_heart_racing__open__counted,
        rule_heavy_bleeding_flag__met__counted, rule_heavy_bleeding_flag__open__counted,
        rule_high_blood_pressure__met__counted, rule_high_blood_pressure__open__counted,
        rule_higher_risk_after_twelve_hours__met__counted, rule_higher_risk_after_twelve_hours__open__counted,
        rule_higher_risk_after_two_days__met__counted, rule_higher_risk_after_two_days__open__counted,
        rule_higher_risk_and_recurrent__met__counted, rule_higher_risk_and_recurrent__open__counted,
        rule_higher_risk_from_the_start__met__counted, rule_higher_risk_from_the_start__open__counted,
        rule_higher_risk_on_antibiotics__met__counted, rule_higher_risk_on_antibiotics__open__counted,
        rule_hiv_with_inflamed_breast__met__counted, rule_hiv_with_inflamed_breast__open__counted,
        rule_implant_with_swelling__met__counted, rule_implant_with_swelling__open__counted,
        rule_inflamed_outside_lactation__met__counted, rule_inflamed_outside_lactation__open__counted,
        rule_invasive_strep_in_mother_or_baby__met__counted, rule_invasive_strep_in_mother_or_baby__open__counted,
        rule_jaundice_on_the_first_day__met__counted, rule_jaundice_on_the_first_day__open__counted,
        rule_large_red_area_without_illness__met__counted, rule_large_red_area_without_illness__open__counted,
        rule_leg_pain_or_swelling__met__counted, rule_leg_pain_or_swelling__open__counted,
        rule_little_urine_or_dry__met__counted, rule_little_urine_or_dry__open__counted,
        rule_low_blood_pressure_flag__met__counted, rule_low_blood_pressure_flag__open__counted,
        rule_low_temperature_alone__met__counted, rule_low_temperature_alone__open__counted,
        rule_low_temperature_and_ill__met__counted, rule_low_temperature_and_ill__open__counted,
        rule_lump_for_a_week__met__counted, rule_lump_for_a_week__open__counted,
        rule_lump_growing_or_mobile__met__counted, rule_lump_growing_or_mobile__open__counted,
        rule_lump_or_swelling_worse__met__counted, rule_lump_or_swelling_worse__open__counted,
        rule_lump_that_remains__met__counted, rule_lump_that_remains__open__counted, rule_lump_without_inflammation,
        rule_lump_without_inflammation__met__counted, rule_lump_without_inflammation__open__counted,
        rule_mottled_or_blue_skin__met__counted, rule_mottled_or_blue_skin__open__counted,
        rule_new_confusion__met__counted, rule_new_confusion__open__counted, rule_nipple_pain_or_damage__met__counted,
        rule_nipple_pain_or_damage__open__counted, rule_no_urine_for_a_day__met__counted,
        rule_no_urine_for_a_day__open__counted, rule_not_lactating_or_male__met__counted,
        rule_not_lactating_or_male__open__counted, rule_not_settled_after_a_course__met__counted,
        rule_not_settled_after_a_course__open__counted, rule_overwhelming_exhaustion__met__counted,
        rule_overwhelming_exhaustion__open__counted, rule_oxygen_in_the_danger_range__met__counted,
        rule_oxygen_in_the_danger_range__open__counted, rule_pain_far_worse_than_it_looks__met__counted,
        rule_pain_far_worse_than_it_looks__open__counted, rule_pain_that_lasts__met__counted,
        rule_pain_that_lasts__open__counted, rule_patch_after_two_days__met__counted,
        rule_patch_after_two_days__open__counted, rule_patch_not_better_after_a_day__met__counted,
        rule_patch_not_better_after_a_day__open__counted, rule_patch_not_better_at_twelve_hours__met__counted,
        rule_patch_not_better_at_twelve_hours__open__counted, rule_patch_not_settling__met__counted,
        rule_patch_not_settling__open__counted, rule_patch_not_settling__r3,
        rule_patch_untreated_after_two_days__met__counted, rule_patch_untreated_after_two_days__open__counted,
        rule_patch_worse__met__counted, rule_patch_worse__open__counted,
        rule_piercing_with_inflammation__met__counted, rule_piercing_with_inflammation__open__counted,
        rule_pulse_in_the_danger_range__met__counted, rule_pulse_in_the_danger_range__open__counted,
        rule_raised_breathing_measured__met__counted, rule_raised_breathing_measured__open__counted,
        rule_raised_pulse_with_infection__met__counted, rule_raised_pulse_with_infection__open__counted,
        rule_rash_from_antibiotic__met__counted, rule_rash_from_antibiotic__open__counted,
        rule_rash_that_does_not_fade__met__counted, rule_rash_that_does_not_fade__open__counted,
        rule_recurrence_after_birth__met__counted, rule_recurrence_after_birth__open__counted,
        rule_recurrent_inflammation__met__counted, rule_recurrent_inflammation__open__counted,
        rule_red_fullness_severe_or_worse__met__counted, rule_red_fullness_severe_or_worse__open__counted,
        rule_red_streaks_seen__met__counted, rule_red_streaks_seen__open__counted, rule_redness_growing__met__counted,
        rule_redness_growing__open__counted, rule_reduced_blood_pressure__met__counted,
        rule_reduced_blood_pressure__open__counted, rule_reduced_oxygen_measured__met__counted,
        rule_reduced_oxygen_measured__open__counted, rule_same_spot_again__met__counted,
        rule_same_spot_again__open__counted, rule_several_courses__met__counted, rule_several_courses__open__counted,
        rule_severe_breast_pain__met__counted, rule_severe_breast_pain__open__counted,
        rule_severe_breathlessness__met__counted, rule_severe_breathlessness__open__counted,
        rule_severe_headache_or_changed_sight__met__counted, rule_severe_headache_or_changed_sight__open__counted,
        rule_severe_high_blood_pressure__met__counted, rule_severe_high_blood_pressure__open__counted,
        rule_shaking_that_cannot_be_stopped__met__counted, rule_shaking_that_cannot_be_stopped__open__counted,
        rule_skin_or_nipple_change__met__counted, rule_skin_or_nipple_change__open__counted,
        rule_sunburn_like_rash__met__counted, rule_sunburn_like_rash__open__counted,
        rule_symptoms_after_two_days__met__counted, rule_symptoms_after_two_days__open__counted,
        rule_symptoms_for_a_week__met__counted, rule_symptoms_for_a_week__open__counted,
        rule_tender_lump_not_easing__met__counted, rule_tender_lump_not_easing__open__counted,
        rule_thoughts_of_harm_flag__met__counted, rule_thoughts_of_harm_flag__open__counted,
        rule_unusual_discharge__met__counted, rule_unusual_discharge__open__counted,
        rule_very_fast_breathing__met__counted, rule_very_fast_breathing__open__counted,
        rule_very_slow_breathing__met__counted, rule_very_slow_breathing__open__counted,
        rule_worse_on_antibiotics__met__counted, rule_worse_on_antibiotics__open__counted,
        rule_young_baby_with_fever__met__counted, rule_young_baby_with_fever__open__counted, sepsis_flag, side,
        skin_dark_or_blistered, skin_dimpling, systemic_illness, systolic_bp, tender_cord, unsettled_after_course,
        unwell, vomiting, warmth, widespread_rash, wound_at_baby_mouth__read
    from step_10
),
step_12 as materialized (
    select
        id,
        rule_early_patch__counted is true or (reading_r11 and rule_early_patch__r11 is true)
            as rule_early_patch__met__counted,
        rule_early_patch__counted is not false or (reading_r11 and rule_early_patch__r11 is not false)
            as rule_early_patch__open__counted,
        rule_patch_getting_better__counted is true or (reading_r11 and rule_patch_getting_better__r11 is true)
            as rule_patch_getting_better__met__counted,
        (
            rule_patch_getting_better__counted is not false
            or (reading_r11 and rule_patch_getting_better__r11 is not false)
        ) as rule_patch_getting_better__open__counted,
        rule_engorgement_picture__counted is true or (reading_r11 and rule_engorgement_picture__r11 is true)
            as rule_engorgement_picture__met__counted,
        rule_engorgement_picture__counted is not false or (reading_r11 and rule_engorgement_picture__r11 is not false)
            as rule_engorgement_picture__open__counted,
        rule_narrowed_duct_picture__counted is true or (reading_r11 and rule_narrowed_duct_picture__r11 is true)
            as rule_narrowed_duct_picture__met__counted,
        (
            rule_narrowed_duct_picture__counted is not false
            or (reading_r11 and rule_narrowed_duct_picture__r11 is not false)
        ) as rule_narrowed_duct_picture__open__counted,
        rule_other_early_complaint__counted is true or (reading_r11 and rule_other_early_complaint__r11 is true)
            as rule_other_early_complaint__met__counted,
        (
            rule_other_early_complaint__counted is not false
            or (reading_r11 and rule_other_early_complaint__r11 is not false)
        ) as rule_other_early_complaint__open__counted,
        rule_easing_complaint__counted is true or (reading_r11 and rule_easing_complaint__r11 is true)
            as rule_easing_complaint__met__counted,
        rule_easing_complaint__counted is not false or (reading_r11 and rule_easing_complaint__r11 is not false)
            as rule_easing_complaint__open__counted,
        rule_nothing_found__counted is true or (reading_r11 and rule_nothing_found__r11 is true)
            as rule_nothing_found__met__counted,
        rule_nothing_found__counted is not false or (reading_r11 and rule_nothing_found__r11 is not false)
            as rule_nothing_found__open__counted,
        not floor_reaches_emergency_now and floor_reaches_same_day as floor_is_same_day,
        not floor_reaches_emergency_now and not floor_reaches_same_day and floor_reaches_within_24h
            as floor_is_within_24h,
        (
            not floor_reaches_emergency_now
            and not floor_reaches_same_day
            and not floor_reaches_within_24h
            and floor_reaches_within_few_days
        ) as floor_is_within_few_days,
        (
            not floor_reaches_emergency_now
            and not floor_reaches_same_day
            and not floor_reaches_within_24h
            and not floor_reaches_within_few_days
        ) as floor_is_self_care,
        not ceiling_reaches_emergency_now and ceiling_reaches_same_day as ceiling_is_same_day,
        not ceiling_reaches_emergency_now and not ceiling_reaches_same_day and ceiling_reaches_within_24h
            as ceiling_is_within_24h,
        (
            not ceiling_reaches_emergency_now
            and not ceiling_reaches_same_day
            and not ceiling_reaches_within_24h
            and ceiling_reaches_within_few_days
        ) as ceiling_is_within_few_days,
        (
            not ceiling_reaches_emergency_now
            and not ceiling_reaches_same_day
            and not ceiling_reaches_within_24h
            and not ceiling_reaches_within_few_days
        ) as ceiling_is_self_care,
        not level_reaches_emergency_now and level_reaches_same_day as level_is_same_day,
        not level_reaches_emergency_now and not level_reaches_same_day and level_reaches_within_24h
            as level_is_within_24h,
        not settled and (level_is_within_few_days or level_is_self_care) as provisional,
        -- gives milk for a baby who is alive; only then is feeding advice given, and not to a man or after chest
        -- surgery (the `unless` of each piece). Sources: owner#6.
        makes_milk and baby_situation in ('with_me', 'in_hospital', 'not_with_me', 'prefer_not_to_say')
            as feeds_a_baby,
        -- the baby is with her. Sources: owner#6.
        baby_situation in ('with_me') as baby_is_near,
        -- the baby is in hospital or elsewhere. Sources: owner#6.
        baby_situation in ('in_hospital', 'not_with_me') as baby_is_away,
        -- her baby has died. Sources: owner#6.
        baby_situation in ('died') as bereaved,
        -- a clinician is answering. Sources: owner#9.
        answering_for in ('clinician') as clinician_asks,
        -- a lump without redness, heat or fever. Sources: ng12-01, semphn-02, owner#8.
        lump__proven and not redness__proven and not warmth and not fever_present as quiet_lump,
        -- blisters on or near the nipple, or chickenpox or shingles now. Sources: differentials#14, differentials#15,
        -- red-flags#6-blisters.
        nipple_blisters or chickenpox_or_shingles as herpes_possible,
        -- a named exception in which that breast is not fed from for now. Sources: differentials#14,
        -- differentials#15, lawrence2013-01, lawrence2013-03, lawrence2013-02.
        nipple_blisters or wound_at_baby_mouth__read or invasive_strep_b__read as pause_this_breast,
        -- any reason not to take ibuprofen without asking first. Sources: medicines#ibuprofen_gate, herts-03,
        -- nhss4l-04, medicines#ibuprofen.
        (
            nsaid_unsuitable
            or high_blood_pressure_around_birth
            or heart_disease_or_stroke
            or bowel_inflammation
            or other_nsaid
            or chickenpox_or_shingles
            or dehydrated
            or vomiting
            or diarrhoea
            or little_urine
            or heavy_bleeding
            or pregnant
            or baby_preterm_or_ill__read
            or (systolic_bp >= 140.0 /* high_systolic */) is true
            or (heart_rate__may_apply and systolic_bp >= 140.0 /* high_systolic */)
            or (diastolic_bp >= 90.0 /* high_diastolic */) is true
            or (heart_rate__may_apply and diastolic_bp >= 90.0 /* high_diastolic */)
        ) as ibuprofen_barred,
        -- both breasts. Sources: seed-11, whoiycf-02.
        side in ('both') as both_sides,
        -- the sore area lies behind the nipple. Sources: differentials#19.
        quadrant in ('behind_nipple') as near_nipple,
        -- everything asked and gone: no sign in the breast, no lump, no fever measured or felt, no painkiller that
        -- could hide one, not unwell, no antibiotic being taken, no trouble where it was drained. Sources: owner#8,
        -- seed-07, owner#5, aapparents-03.
        (
            not breast_complaint
            and not lump_remains
            and not unwell
            and not painkiller_last_6h
            and not drain_site_worse__read
            and antibiotic_status in ('none', 'finished')
        ) as episode_over,
        -- fever or flu-like illness with breast trouble of a day or more. Sources: etg-02, bmjbp-02, bhs-03.
        (
            systemic_illness
            and (hours_of_fever >= 24.0 /* conservative_care */ or hours_since_onset >= 24.0 /* conservative_care */)
        ) as illness_past_a_day,
        -- on antibiotics long enough to have started helping, and no better. Sources: uihc-11, healthify-02,
        -- cusack2011-03.
        (
            antibiotic_status in ('taking')
            and not_improving
            and (
                (antibiotic_hours >= 24.0 /* antibiotic_first_check */) is true
                or (antibiotic_hours__may_apply and antibiotic_hours >= 24.0 /* antibiotic_first_check */)
            )
        ) as antibiotics_not_helping,
        -- a lump that is firm, not soft or squashy. Sources: differentials#5, johnson2020-01.
        lump__proven and not lump_fluctuant__read as firm_lump,
        condition_engorgement__for is true and condition_engorgement__against is not true
            as condition_engorgement__fits,
        condition_engorgement__against is true and condition_engorgement__for is not true
            as condition_engorgement__ruled_out,
        condition_ductal_narrowing__for is true and condition_ductal_narrowing__against is not true
            as condition_ductal_narrowing__fits,
        condition_ductal_narrowing__against is true and condition_ductal_narrowing__for is not true
            as condition_ductal_narrowing__ruled_out,
        condition_inflammatory_mastitis__for is true and condition_inflammatory_mastitis__against is not true
            as condition_inflammatory_mastitis__fits,
        condition_inflammatory_mastitis__against is true and condition_inflammatory_mastitis__for is not true
            as condition_inflammatory_mastitis__ruled_out,
        condition_bacterial_mastitis__for is true and condition_bacterial_mastitis__against is not true
            as condition_bacterial_mastitis__fits,
        condition_bacterial_mastitis__against is true and condition_bacterial_mastitis__for is not true
            as condition_bacterial_mastitis__ruled_out,
        condition_recurrent_mastitis__for is true and condition_recurrent_mastitis__against is not true
            as condition_recurrent_mastitis__fits,
        condition_recurrent_mastitis__against is true and condition_recurrent_mastitis__for is not true
            as condition_recurrent_mastitis__ruled_out,
        condition_subacute_mastitis__for is true and condition_subacute_mastitis__against is not true
            as condition_subacute_mastitis__fits,
        condition_subacute_mastitis__against is true and condition_subacute_mastitis__for is not true
            as condition_subacute_mastitis__ruled_out,
        ill_defined_fluid_on_ultrasound is true and condition_phlegmon__against is not true
            as condition_phlegmon__fits,
        condition_phlegmon__against is true and ill_defined_fluid_on_ultrasound is not true
            as condition_phlegmon__ruled_out,
        condition_abscess__for is true and condition_abscess__against is not true as condition_abscess__fits,
        (
            condition_abscess__against is true
            and condition_abscess__for is not true
            and lump_fluctuant__read is false
            and pus_from_nipple is false
            and lump_after_antibiotics is false
            and inflamed_lump is false
            and lump_tender__read is false
            and (lump_eases_after_feed__read is true or lump_eases_after_feed__read is false)
        ) as condition_abscess__ruled_out,
        condition_galactocele__for is true and condition_galactocele__against is not true
            as condition_galactocele__fits,
        condition_galactocele__against is true and condition_galactocele__for is not true
            as condition_galactocele__ruled_out,
        condition_lactating_adenoma__for is true and condition_lactating_adenoma__against is not true
            as condition_lactating_adenoma__fits,
        condition_lactating_adenoma__against is true and condition_lactating_adenoma__for is not true
            as condition_lactating_adenoma__ruled_out,
        condition_milk_fistula__for is true and condition_milk_fistula__against is not true
            as condition_milk_fistula__fits,
        condition_milk_fistula__against is true and condition_milk_fistula__for is not true
            as condition_milk_fistula__ruled_out,
        condition_accessory_breast_tissue__for is true and condition_accessory_breast_tissue__against is not true
            as condition_accessory_breast_tissue__fits,
        condition_accessory_breast_tissue__against is true and condition_accessory_breast_tissue__for is not true
            as condition_accessory_breast_tissue__ruled_out,
        condition_sepsis__for is true and condition_sepsis__against is not true as condition_sepsis__fits,
        (
            condition_sepsis__against is true
            and condition_sepsis__for is not true
            and feels_extremely_ill is false
            and confusion is false
            and breathless is false
            and faint is false
            and mottled_skin is false
            and no_urine is false
            and rigors is false
            and racing_heart is false
        ) as condition_sepsis__ruled_out,
        condition_toxic_shock__for is true and condition_toxic_shock__against is not true
            as condition_toxic_shock__fits,
        (
            condition_toxic_shock__against is true
            and condition_toxic_shock__for is not true
            and widespread_rash is false
            and vomiting is false
            and diarrhoea is false
            and faint is false
            and confusion is false
        ) as condition_toxic_shock__ruled_out,
        condition_necrotising_infection__for is true and condition_necrotising_infection__against is not true
            as condition_necrotising_infection__fits,
        (
            condition_necrotising_infection__against is true
            and condition_necrotising_infection__for is not true
            and skin_dark_or_blistered is false
            and pain_out_of_proportion is false
            and redness_spreading__read is false
            and extreme_illness_with_sore_breast is false
            and sepsis_flag is false
        ) as condition_necrotising_infection__ruled_out,
        (
            condition_inflammatory_breast_cancer__for is true
            and condition_inflammatory_breast_cancer__against is not true
        ) as condition_inflammatory_breast_cancer__fits,
        (
            condition_inflammatory_breast_cancer__against is true
            and condition_inflammatory_breast_cancer__for is not true
            and skin_dimpling is false
            and redness_third_of_breast__read is false
            and one_breast_enlarged is false
            and unsettled_after_course is false
            and nipple_retraction_new is false
            and armpit_lump is false
            and (early_fullness is true or early_fullness is false)
        ) as condition_inflammatory_breast_cancer__ruled_out,
        condition_other_cancer__for is true and condition_other_cancer__against is not true
            as condition_other_cancer__fits,
        (
            condition_other_cancer__against is true
            and condition_other_cancer__for is not true
            and long_lasting_lump is false
            and lump_growing__read is false
            and rule_lump_without_inflammation is false
            and changed_skin_or_nipple is false
            and armpit_lump is false
            and breast_refused__read is false
            and (lump_eases_after_feed__read is true or lump_eases_after_feed__read is false)
        ) as condition_other_cancer__ruled_out,
        condition_granulomatous_mastitis__for is true and condition_granulomatous_mastitis__against is not true
            as condition_granulomatous_mastitis__fits,
        condition_granulomatous_mastitis__against is true and condition_granulomatous_mastitis__for is not true
            as condition_granulomatous_mastitis__ruled_out,
        condition_non_lactational__for is true and condition_non_lactational__against is not true
            as condition_non_lactational__fits,
        condition_non_lactational__against is true and condition_non_lactational__for is not true
            as condition_non_lactational__ruled_out,
        tender_cord is true and condition_thrombophlebitis__against is not true as condition_thrombophlebitis__fits,
        condition_thrombophlebitis__against is true and tender_cord is not true
            as condition_thrombophlebitis__ruled_out,
        condition_nipple_damage__for is true and condition_nipple_damage__against is not true
            as condition_nipple_damage__fits,
        condition_nipple_damage__against is true and condition_nipple_damage__for is not true
            as condition_nipple_damage__ruled_out,
        condition_milk_bleb__for is true and condition_milk_bleb__against is not true as condition_milk_bleb__fits,
        condition_milk_bleb__against is true and condition_milk_bleb__for is not true
            as condition_milk_bleb__ruled_out,
        condition_herpes__for is true and condition_herpes__against is not true as condition_herpes__fits,
        (
            condition_herpes__against is true
            and condition_herpes__for is not true
            and nipple_blisters is false
            and herpes_exposure is false
            and chickenpox_or_shingles is false
            and baby_rash_or_blisters__read is false
        ) as condition_herpes__ruled_out,
        condition_candida_or_dermatitis__for is true and condition_candida_or_dermatitis__against is not true
            as condition_candida_or_dermatitis__fits,
        condition_candida_or_dermatitis__against is true and condition_candida_or_dermatitis__for is not true
            as condition_candida_or_dermatitis__ruled_out,
        nipple_blanches is true and condition_vasospasm__against is not true as condition_vasospasm__fits,
        condition_vasospasm__against is true and nipple_blanches is not true as condition_vasospasm__ruled_out,
        rule_baby_sore_breast is true and condition_neonatal_mastitis__against is not true
            as condition_neonatal_mastitis__fits,
        (
            condition_neonatal_mastitis__against is true
            and rule_baby_sore_breast is not true
            and baby_breast_swollen__read is false
            and baby_breast_discharge__read is false
            and baby_fever__read is false
        ) as condition_neonatal_mastitis__ruled_out,
        condition_normal__for is true and condition_normal__against is not true as condition_normal__fits,
        condition_normal__against is true and condition_normal__for is not true as condition_normal__ruled_out,
        -- any reason not to take paracetamol without asking first. Sources: medicines#paracetamol_gate.
        paracetamol_unsuitable as paracetamol_barred,
        -- an inflamed patch that is no better past the limit for home measures. Sources: bhs-04, cks-03, highland-04,
        -- aafp2024-08.
        rule_patch_not_settling__r3 as home_care_failed,
        -- a lump that does not hurt when touched. Sources: semphn-02, galacto-01, differentials#23.
        rule_lump_without_inflammation as painless_lump,
        -- for later steps:
        ceiling_reaches_emergency_now, floor_reaches_emergency_now, level_is_self_care, level_is_within_few_days,
        level_reaches_emergency_now, rule_abscess_suspected__met__counted, rule_abscess_suspected__open__counted,
        rule_allergic_reaction_to_antibiotic__met__counted, rule_allergic_reaction_to_antibiotic__open__counted,
        rule_antibiotics_failing__met__counted, rule_antibiotics_failing__open__counted,
        rule_antibiotics_not_starting_to_help__met__counted, rule_antibiotics_not_starting_to_help__open__counted,
        rule_antibiotics_stopped_early__met__counted, rule_antibiotics_stopped_early__open__counted,
        rule_armpit_or_neck_gland__met__counted, rule_armpit_or_neck_gland__open__counted,
        rule_baby_dry__met__counted, rule_baby_dry__open__counted, rule_baby_feeding_poorly__met__counted,
        rule_baby_feeding_poorly__open__counted, rule_baby_fever_flag__met__counted,
        rule_baby_fever_flag__open__counted, rule_baby_fitting_or_blue__met__counted,
        rule_baby_fitting_or_blue__open__counted, rule_baby_floppy_or_hard_to_wake__met__counted,
        rule_baby_floppy_or_hard_to_wake__open__counted, rule_baby_green_vomit_or_blood__met__counted,
        rule_baby_green_vomit_or_blood__open__counted, rule_baby_rash_or_blisters_flag__met__counted,
        rule_baby_rash_or_blisters_flag__open__counted, rule_baby_reacts_to_antibiotic__met__counted,
        rule_baby_reacts_to_antibiotic__open__counted, rule_baby_refuses_a_lumpy_breast__met__counted,
        rule_baby_refuses_a_lumpy_breast__open__counted, rule_baby_sore_breast__met__counted,
        rule_baby_sore_breast__open__counted, rule_baby_too_cold__met__counted, rule_baby_too_cold__open__counted,
        rule_baby_yellow__met__counted, rule_baby_yellow__open__counted, rule_belly_or_wound_infection__met__counted,
        rule_belly_or_wound_infection__open__counted, rule_blisters_on_the_breast__met__counted,
        rule_blisters_on_the_breast__open__counted, rule_blood_pressure_in_the_danger_range__met__counted,
        rule_blood_pressure_in_the_danger_range__open__counted, rule_both_breasts_inflamed__met__counted,
        rule_both_breasts_inflamed__open__counted, rule_cannot_keep_fluids_down__met__counted,
        rule_cannot_keep_fluids_down__open__counted, rule_carer_worried__met__counted,
        rule_carer_worried__open__counted, rule_chest_pain_flag__met__counted, rule_chest_pain_flag__open__counted,
        rule_chickenpox_or_shingles_now__met__counted, rule_chickenpox_or_shingles_now__open__counted,
        rule_clearly_unwell__met__counted, rule_clearly_unwell__open__counted, rule_cord_under_the_skin__met__counted,
        rule_cord_under_the_skin__open__counted, rule_course_stopped_early__met__counted,
        rule_course_stopped_early__open__counted, rule_crack_and_cold_sores__met__counted,
        rule_crack_and_cold_sores__open__counted, rule_diarrhoea_while_ill__met__counted,
        rule_diarrhoea_while_ill__open__counted, rule_drain_site_trouble__met__counted,
        rule_drain_site_trouble__open__counted, rule_drained_breast_not_yet_at_ease__met__counted,
        rule_drained_breast_not_yet_at_ease__open__counted, rule_dying_skin__met__counted,
        rule_dying_skin__open__counted, rule_engorgement_not_easing__met__counted,
        rule_engorgement_not_easing__open__counted, rule_extreme_muscle_pain_flag__met__counted,
        rule_extreme_muscle_pain_flag__open__counted, rule_fainting__met__counted, rule_fainting__open__counted,
        rule_fast_pulse_measured__met__counted, rule_fast_pulse_measured__open__counted,
        rule_fast_spread_and_unwell__met__counted, rule_fast_spread_and_unwell__open__counted,
        rule_feeling_low__met__counted, rule_feeling_low__open__counted, rule_feels_as_if_dying__met__counted,
        rule_feels_as_if_dying__open__counted, rule_fever_with_sore_breast__met__counted,
        rule_fever_with_sore_breast__open__counted, rule_flu_like_illness__met__counted,
        rule_flu_like_illness__open__counted, rule_heart_racing__met__counted, rule_heart_racing__open__counted,
        rule_heavy_bleeding_flag__met__counted, rule_heavy_bleeding_flag__open__counted,
        rule_high_blood_pressure__met__counted, rule_high_blood_pressure__open__counted,
        rule_higher_risk_after_twelve_hours__met__counted, rule_higher_risk_after_twelve_hours__open__counted,
        rule_higher_risk_after_two_days__met__counted, rule_higher_risk_after_two_days__open__counted,
        rule_higher_risk_and_recurrent__met__counted, rule_higher_risk_and_recurrent__open__counted,
        rule_higher_risk_from_the_start__met__counted, rule_higher_risk_from_the_start__open__counted,
        rule_higher_risk_on_antibiotics__met__counted, rule_higher_risk_on_antibiotics__open__counted,
        rule_hiv_with_inflamed_breast__met__counted, rule_hiv_with_inflamed_breast__open__counted,
        rule_implant_with_swelling__met__counted, rule_implant_with_swelling__open__counted,
        rule_inflamed_outside_lactation__met__counted, rule_inflamed_outside_lactation__open__counted,
        rule_invasive_strep_in_mother_or_baby__met__counted, rule_invasive_strep_in_mother_or_baby__open__counted,
        rule_jaundice_on_the_first_day__met__counted, rule_jaundice_on_the_first_day__open__counted,
        rule_large_red_area_without_illness__met__counted, rule_large_red_area_without_illness__open__counted,
        rule_leg_pain_or_swelling__met__counted, rule_leg_pain_or_swelling__open__counted,
        rule_little_urine_or_dry__met__counted, rule_little_urine_or_dry__open__counted,
        rule_low_blood_pressure_flag__met__counted, rule_low_blood_pressure_flag__open__counted,
        rule_low_temperature_alone__met__counted, rule_low_temperature_alone__open__counted,
        rule_low_temperature_and_ill__met__counted, rule_low_temperature_and_ill__open__counted,
        rule_lump_for_a_week__met__counted, rule_lump_for_a_week__open__counted,
        rule_lump_growing_or_mobile__met__counted, rule_lump_growing_or_mobile__open__counted,
        rule_lump_or_swelling_worse__met__counted, rule_lump_or_swelling_worse__open__counted,
        rule_lump_that_remains__met__counted, rule_lump_that_remains__open__counted,
        rule_lump_without_inflammation__met__counted, rule_lump_without_inflammation__open__counted,
        rule_mottled_or_blue_skin__met__counted, rule_mottled_or_blue_skin__open__counted,
        rule_new_confusion__met__counted, rule_new_confusion__open__counted, rule_nipple_pain_or_damage__met__counted,
        rule_nipple_pain_or_damage__open__counted, rule_no_urine_for_a_day__met__counted,
        rule_no_urine_for_a_day__open__counted, rule_not_lactating_or_male__met__counted,
        rule_not_lactating_or_male__open__counted, rule_not_settled_after_a_course__met__counted,
        rule_not_settled_after_a_course__open__counted, rule_overwhelming_exhaustion__met__counted,
        rule_overwhelming_exhaustion__open__counted, rule_oxygen_in_the_danger_range__met__counted,
        rule_oxygen_in_the_danger_range__open__counted, rule_pain_far_worse_than_it_looks__met__counted,
        rule_pain_far_worse_than_it_looks__open__counted, rule_pain_that_lasts__met__counted,
        rule_pain_that_lasts__open__counted, rule_patch_after_two_days__met__counted,
        rule_patch_after_two_days__open__counted, rule_patch_not_better_after_a_day__met__counted,
        rule_patch_not_better_after_a_day__open__counted, rule_patch_not_better_at_twelve_hours__met__counted,
        rule_patch_not_better_at_twelve_hours__open__counted, rule_patch_not_settling__met__counted,
        rule_patch_not_settling__open__counted, rule_patch_untreated_after_two_days__met__counted,
        rule_patch_untreated_after_two_days__open__counted, rule_patch_worse__met__counted,
        rule_patch_worse__open__counted, rule_piercing_with_inflammation__met__counted,
        rule_piercing_with_inflammation__open__counted, rule_pulse_in_the_danger_range__met__counted,
        rule_pulse_in_the_danger_range__open__counted, rule_raised_breathing_measured__met__counted,
        rule_raised_breathing_measured__open__counted, rule_raised_pulse_with_infection__met__counted,
        rule_raised_pulse_with_infection__open__counted, rule_rash_from_antibiotic__met__counted,
        rule_rash_from_antibiotic__open__counted, rule_rash_that_does_not_fade__met__counted,
        rule_rash_that_does_not_fade__open__counted, rule_recurrence_after_birth__met__counted,
        rule_recurrence_after_birth__open__counted, rule_recurrent_inflammation__met__counted,
        rule_recurrent_inflammation__open__counted, rule_red_fullness_severe_or_worse__met__counted,
        rule_red_fullness_severe_or_worse__open__counted, rule_red_streaks_seen__met__counted,
        rule_red_streaks_seen__open__counted, rule_redness_growing__met__counted, rule_redness_growing__open__counted,
        rule_reduced_blood_pressure__met__counted, rule_reduced_blood_pressure__open__counted,
        rule_reduced_oxygen_measured__met__counted, rule_reduced_oxygen_measured__open__counted,
        rule_same_spot_again__met__counted, rule_same_spot_again__open__counted, rule_several_courses__met__counted,
        rule_several_courses__open__counted, rule_severe_breast_pain__met__counted,
        rule_severe_breast_pain__open__counted, rule_severe_breathlessness__met__counted,
        rule_severe_breathlessness__open__counted, rule_severe_headache_or_changed_sight__met__counted,
        rule_severe_headache_or_changed_sight__open__counted, rule_severe_high_blood_pressure__met__counted,
        rule_severe_high_blood_pressure__open__counted, rule_shaking_that_cannot_be_stopped__met__counted,
        rule_shaking_that_cannot_be_stopped__open__counted, rule_skin_or_nipple_change__met__counted,
        rule_skin_or_nipple_change__open__counted, rule_sunburn_like_rash__met__counted,
        rule_sunburn_like_rash__open__counted, rule_symptoms_after_two_days__met__counted,
        rule_symptoms_after_two_days__open__counted, rule_symptoms_for_a_week__met__counted,
        rule_symptoms_for_a_week__open__counted, rule_tender_lump_not_easing__met__counted,
        rule_tender_lump_not_easing__open__counted, rule_thoughts_of_harm_flag__met__counted,
        rule_thoughts_of_harm_flag__open__counted, rule_unusual_discharge__met__counted,
        rule_unusual_discharge__open__counted, rule_very_fast_breathing__met__counted,
        rule_very_fast_breathing__open__counted, rule_very_slow_breathing__met__counted,
        rule_very_slow_breathing__open__counted, rule_worse_on_antibiotics__met__counted,
        rule_worse_on_antibiotics__open__counted, rule_young_baby_with_fever__met__counted,
        rule_young_baby_with_fever__open__counted, settled
    from step_11
)
select
    id,
    case
        when level_reaches_emergency_now then 'emergency_now'
        when level_is_same_day then 'same_day'
        when level_is_within_24h then 'within_24h'
        when level_is_within_few_days then 'within_few_days'
        when level_is_self_care then 'self_care'
    end as level,
    case
        when floor_reaches_emergency_now then 'emergency_now'
        when floor_is_same_day then 'same_day'
        when floor_is_within_24h then 'within_24h'
        when floor_is_within_few_days then 'within_few_days'
        when floor_is_self_care then 'self_care'
    end as floor,
    case
        when ceiling_reaches_emergency_now then 'emergency_now'
        when ceiling_is_same_day then 'same_day'
        when ceiling_is_within_24h then 'within_24h'
        when ceiling_is_within_few_days then 'within_few_days'
        when ceiling_is_self_care then 'self_care'
    end as ceiling,
    settled,
    provisional,
    -- Rules of the level emergency_now.
    case
        when rule_new_confusion__met__counted then true
        when not rule_new_confusion__open__counted then false
    end as rule_new_confusion,
    case
        when rule_severe_breathlessness__met__counted then true
        when not rule_severe_breathlessness__open__counted then false
    end as rule_severe_breathlessness,
    case
        when rule_fainting__met__counted then true
        when not rule_fainting__open__counted then false
    end as rule_fainting,
    case
        when rule_mottled_or_blue_skin__met__counted then true
        when not rule_mottled_or_blue_skin__open__counted then false
    end as rule_mottled_or_blue_skin,
    case
        when rule_no_urine_for_a_day__met__counted then true
        when not rule_no_urine_for_a_day__open__counted then false
    end as rule_no_urine_for_a_day,
    case
        when rule_rash_that_does_not_fade__met__counted then true
        when not rule_rash_that_does_not_fade__open__counted then false
    end as rule_rash_that_does_not_fade,
    case
        when rule_shaking_that_cannot_be_stopped__met__counted then true
        when not rule_shaking_that_cannot_be_stopped__open__counted then false
    end as rule_shaking_that_cannot_be_stopped,
    case
        when rule_extreme_muscle_pain_flag__met__counted then true
        when not rule_extreme_muscle_pain_flag__open__counted then false
    end as rule_extreme_muscle_pain_flag,
    case
        when rule_feels_as_if_dying__met__counted then true
        when not rule_feels_as_if_dying__open__counted then false
    end as rule_feels_as_if_dying,
    case
        when rule_cannot_keep_fluids_down__met__counted then true
        when not rule_cannot_keep_fluids_down__open__counted then false
    end as rule_cannot_keep_fluids_down,
    case
        when rule_dying_skin__met__counted then true
        when not rule_dying_skin__open__counted then false
    end as rule_dying_skin,
    case
        when rule_pain_far_worse_than_it_looks__met__counted then true
        when not rule_pain_far_worse_than_it_looks__open__counted then false
    end as rule_pain_far_worse_than_it_looks,
    case
        when rule_sunburn_like_rash__met__counted then true
        when not rule_sunburn_like_rash__open__counted then false
    end as rule_sunburn_like_rash,
    case
        when rule_chest_pain_flag__met__counted then true
        when not rule_chest_pain_flag__open__counted then false
    end as rule_chest_pain_flag,
    case
        when rule_severe_headache_or_changed_sight__met__counted then true
        when not rule_severe_headache_or_changed_sight__open__counted then false
    end as rule_severe_headache_or_changed_sight,
    case
        when rule_heavy_bleeding_flag__met__counted then true
        when not rule_heavy_bleeding_flag__open__counted then false
    end as rule_heavy_bleeding_flag,
    case
        when rule_thoughts_of_harm_flag__met__counted then true
        when not rule_thoughts_of_harm_flag__open__counted then false
    end as rule_thoughts_of_harm_flag,
    case
        when rule_allergic_reaction_to_antibiotic__met__counted then true
        when not rule_allergic_reaction_to_antibiotic__open__counted then false
    end as rule_allergic_reaction_to_antibiotic,
    case
        when rule_low_blood_pressure_flag__met__counted then true
        when not rule_low_blood_pressure_flag__open__counted then false
    end as rule_low_blood_pressure_flag,
    case
        when rule_fast_spread_and_unwell__met__counted then true
        when not rule_fast_spread_and_unwell__open__counted then false
    end as rule_fast_spread_and_unwell,
    case
        when rule_very_fast_breathing__met__counted then true
        when not rule_very_fast_breathing__open__counted then false
    end as rule_very_fast_breathing,
    case
        when rule_very_slow_breathing__met__counted then true
        when not rule_very_slow_breathing__open__counted then false
    end as rule_very_slow_breathing,
    case
        when rule_pulse_in_the_danger_range__met__counted then true
        when not rule_pulse_in_the_danger_range__open__counted then false
    end as rule_pulse_in_the_danger_range,
    case
        when rule_blood_pressure_in_the_danger_range__met__counted then true
        when not rule_blood_pressure_in_the_danger_range__open__counted then false
    end as rule_blood_pressure_in_the_danger_range,
    case
        when rule_oxygen_in_the_danger_range__met__counted then true
        when not rule_oxygen_in_the_danger_range__open__counted then false
    end as rule_oxygen_in_the_danger_range,
    case
        when rule_severe_high_blood_pressure__met__counted then true
        when not rule_severe_high_blood_pressure__open__counted then false
    end as rule_severe_high_blood_pressure,
    case
        when rule_low_temperature_and_ill__met__counted then true
        when not rule_low_temperature_and_ill__open__counted then false
    end as rule_low_temperature_and_ill,
    case
        when rule_baby_floppy_or_hard_to_wake__met__counted then true
        when not rule_baby_floppy_or_hard_to_wake__open__counted then false
    end as rule_baby_floppy_or_hard_to_wake,
    case
        when rule_baby_fitting_or_blue__met__counted then true
        when not rule_baby_fitting_or_blue__open__counted then false
    end as rule_baby_fitting_or_blue,
    case
        when rule_baby_green_vomit_or_blood__met__counted then true
        when not rule_baby_green_vomit_or_blood__open__counted then false
    end as rule_baby_green_vomit_or_blood,
    case
        when rule_baby_rash_or_blisters_flag__met__counted then true
        when not rule_baby_rash_or_blisters_flag__open__counted then false
    end as rule_baby_rash_or_blisters_flag,
    case
        when rule_baby_sore_breast__met__counted then true
        when not rule_baby_sore_breast__open__counted then false
    end as rule_baby_sore_breast,
    case
        when rule_baby_too_cold__met__counted then true
        when not rule_baby_too_cold__open__counted then false
    end as rule_baby_too_cold,
    case
        when rule_young_baby_with_fever__met__counted then true
        when not rule_young_baby_with_fever__open__counted then false
    end as rule_young_baby_with_fever,
    case
        when rule_jaundice_on_the_first_day__met__counted then true
        when not rule_jaundice_on_the_first_day__open__counted then false
    end as rule_jaundice_on_the_first_day,
    -- Rules of the level same_day.
    case
        when rule_fever_with_sore_breast__met__counted then true
        when not rule_fever_with_sore_breast__open__counted then false
    end as rule_fever_with_sore_breast,
    case
        when rule_flu_like_illness__met__counted then true
        when not rule_flu_like_illness__open__counted then false
    end as rule_flu_like_illness,
    case
        when rule_clearly_unwell__met__counted then true
        when not rule_clearly_unwell__open__counted then false
    end as rule_clearly_unwell,
    case
        when rule_carer_worried__met__counted then true
        when not rule_carer_worried__open__counted then false
    end as rule_carer_worried,
    case
        when rule_heart_racing__met__counted then true
        when not rule_heart_racing__open__counted then false
    end as rule_heart_racing,
    case
        when rule_diarrhoea_while_ill__met__counted then true
        when not rule_diarrhoea_while_ill__open__counted then false
    end as rule_diarrhoea_while_ill,
    case
        when rule_little_urine_or_dry__met__counted then true
        when not rule_little_urine_or_dry__open__counted then false
    end as rule_little_urine_or_dry,
    case
        when rule_low_temperature_alone__met__counted then true
        when not rule_low_temperature_alone__open__counted then false
    end as rule_low_temperature_alone,
    case
        when rule_overwhelming_exhaustion__met__counted then true
        when not rule_overwhelming_exhaustion__open__counted then false
    end as rule_overwhelming_exhaustion,
    case
        when rule_fast_pulse_measured__met__counted then true
        when not rule_fast_pulse_measured__open__counted then false
    end as rule_fast_pulse_measured,
    case
        when rule_raised_pulse_with_infection__met__counted then true
        when not rule_raised_pulse_with_infection__open__counted then false
    end as rule_raised_pulse_with_infection,
    case
        when rule_raised_breathing_measured__met__counted then true
        when not rule_raised_breathing_measured__open__counted then false
    end as rule_raised_breathing_measured,
    case
        when rule_reduced_blood_pressure__met__counted then true
        when not rule_reduced_blood_pressure__open__counted then false
    end as rule_reduced_blood_pressure,
    case
        when rule_reduced_oxygen_measured__met__counted then true
        when not rule_reduced_oxygen_measured__open__counted then false
    end as rule_reduced_oxygen_measured,
    case
        when rule_high_blood_pressure__met__counted then true
        when not rule_high_blood_pressure__open__counted then false
    end as rule_high_blood_pressure,
    case
        when rule_leg_pain_or_swelling__met__counted then true
        when not rule_leg_pain_or_swelling__open__counted then false
    end as rule_leg_pain_or_swelling,
    case
        when rule_belly_or_wound_infection__met__counted then true
        when not rule_belly_or_wound_infection__open__counted then false
    end as rule_belly_or_wound_infection,
    case
        when rule_abscess_suspected__met__counted then true
        when not rule_abscess_suspected__open__counted then false
    end as rule_abscess_suspected,
    case
        when rule_patch_worse__met__counted then true
        when not rule_patch_worse__open__counted then false
    end as rule_patch_worse,
    case
        when rule_patch_not_settling__met__counted then true
        when not rule_patch_not_settling__open__counted then false
    end as rule_patch_not_settling,
    case
        when rule_redness_growing__met__counted then true
        when not rule_redness_growing__open__counted then false
    end as rule_redness_growing,
    case
        when rule_red_streaks_seen__met__counted then true
        when not rule_red_streaks_seen__open__counted then false
    end as rule_red_streaks_seen,
    case
        when rule_both_breasts_inflamed__met__counted then true
        when not rule_both_breasts_inflamed__open__counted then false
    end as rule_both_breasts_inflamed,
    case
        when rule_red_fullness_severe_or_worse__met__counted then true
        when not rule_red_fullness_severe_or_worse__open__counted then false
    end as rule_red_fullness_severe_or_worse,
    case
        when rule_severe_breast_pain__met__counted then true
        when not rule_severe_breast_pain__open__counted then false
    end as rule_severe_breast_pain,
    case
        when rule_antibiotics_failing__met__counted then true
        when not rule_antibiotics_failing__open__counted then false
    end as rule_antibiotics_failing,
    case
        when rule_worse_on_antibiotics__met__counted then true
        when not rule_worse_on_antibiotics__open__counted then false
    end as rule_worse_on_antibiotics,
    case
        when rule_rash_from_antibiotic__met__counted then true
        when not rule_rash_from_antibiotic__open__counted then false
    end as rule_rash_from_antibiotic,
    case
        when rule_drain_site_trouble__met__counted then true
        when not rule_drain_site_trouble__open__counted then false
    end as rule_drain_site_trouble,
    case
        when rule_blisters_on_the_breast__met__counted then true
        when not rule_blisters_on_the_breast__open__counted then false
    end as rule_blisters_on_the_breast,
    case
        when rule_chickenpox_or_shingles_now__met__counted then true
        when not rule_chickenpox_or_shingles_now__open__counted then false
    end as rule_chickenpox_or_shingles_now,
    case
        when rule_inflamed_outside_lactation__met__counted then true
        when not rule_inflamed_outside_lactation__open__counted then false
    end as rule_inflamed_outside_lactation,
    case
        when rule_piercing_with_inflammation__met__counted then true
        when not rule_piercing_with_inflammation__open__counted then false
    end as rule_piercing_with_inflammation,
    case
        when rule_higher_risk_after_twelve_hours__met__counted then true
        when not rule_higher_risk_after_twelve_hours__open__counted then false
    end as rule_higher_risk_after_twelve_hours,
    case
        when rule_higher_risk_after_two_days__met__counted then true
        when not rule_higher_risk_after_two_days__open__counted then false
    end as rule_higher_risk_after_two_days,
    case
        when rule_higher_risk_and_recurrent__met__counted then true
        when not rule_higher_risk_and_recurrent__open__counted then false
    end as rule_higher_risk_and_recurrent,
    case
        when rule_higher_risk_on_antibiotics__met__counted then true
        when not rule_higher_risk_on_antibiotics__open__counted then false
    end as rule_higher_risk_on_antibiotics,
    case
        when rule_hiv_with_inflamed_breast__met__counted then true
        when not rule_hiv_with_inflamed_breast__open__counted then false
    end as rule_hiv_with_inflamed_breast,
    case
        when rule_recurrence_after_birth__met__counted then true
        when not rule_recurrence_after_birth__open__counted then false
    end as rule_recurrence_after_birth,
    case
        when rule_baby_fever_flag__met__counted then true
        when not rule_baby_fever_flag__open__counted then false
    end as rule_baby_fever_flag,
    case
        when rule_baby_feeding_poorly__met__counted then true
        when not rule_baby_feeding_poorly__open__counted then false
    end as rule_baby_feeding_poorly,
    case
        when rule_baby_dry__met__counted then true
        when not rule_baby_dry__open__counted then false
    end as rule_baby_dry,
    case
        when rule_baby_yellow__met__counted then true
        when not rule_baby_yellow__open__counted then false
    end as rule_baby_yellow,
    case
        when rule_baby_reacts_to_antibiotic__met__counted then true
        when not rule_baby_reacts_to_antibiotic__open__counted then false
    end as rule_baby_reacts_to_antibiotic,
    case
        when rule_invasive_strep_in_mother_or_baby__met__counted then true
        when not rule_invasive_strep_in_mother_or_baby__open__counted then false
    end as rule_invasive_strep_in_mother_or_baby,
    case
        when rule_crack_and_cold_sores__met__counted then true
        when not rule_crack_and_cold_sores__open__counted then false
    end as rule_crack_and_cold_sores,
    -- Rules of the level within_24h.
    case
        when rule_patch_not_better_at_twelve_hours__met__counted then true
        when not rule_patch_not_better_at_twelve_hours__open__counted then false
    end as rule_patch_not_better_at_twelve_hours,
    case
        when rule_patch_not_better_after_a_day__met__counted then true
        when not rule_patch_not_better_after_a_day__open__counted then false
    end as rule_patch_not_better_after_a_day,
    case
        when rule_patch_after_two_days__met__counted then true
        when not rule_patch_after_two_days__open__counted then false
    end as rule_patch_after_two_days,
    case
        when rule_patch_untreated_after_two_days__met__counted then true
        when not rule_patch_untreated_after_two_days__open__counted then false
    end as rule_patch_untreated_after_two_days,
    case
        when rule_higher_risk_from_the_start__met__counted then true
        when not rule_higher_risk_from_the_start__open__counted then false
    end as rule_higher_risk_from_the_start,
    case
        when rule_engorgement_not_easing__met__counted then true
        when not rule_engorgement_not_easing__open__counted then false
    end as rule_engorgement_not_easing,
    case
        when rule_tender_lump_not_easing__met__counted then true
        when not rule_tender_lump_not_easing__open__counted then false
    end as rule_tender_lump_not_easing,
    case
        when rule_lump_or_swelling_worse__met__counted then true
        when not rule_lump_or_swelling_worse__open__counted then false
    end as rule_lump_or_swelling_worse,
    case
        when rule_antibiotics_not_starting_to_help__met__counted then true
        when not rule_antibiotics_not_starting_to_help__open__counted then false
    end as rule_antibiotics_not_starting_to_help,
    case
        when rule_recurrent_inflammation__met__counted then true
        when not rule_recurrent_inflammation__open__counted then false
    end as rule_recurrent_inflammation,
    case
        when rule_antibiotics_stopped_early__met__counted then true
        when not rule_antibiotics_stopped_early__open__counted then false
    end as rule_antibiotics_stopped_early,
    -- Rules of the level within_few_days.
    case
        when rule_lump_that_remains__met__counted then true
        when not rule_lump_that_remains__open__counted then false
    end as rule_lump_that_remains,
    case
        when rule_lump_without_inflammation__met__counted then true
        when not rule_lump_without_inflammation__open__counted then false
    end as rule_lump_without_inflammation,
    case
        when rule_lump_growing_or_mobile__met__counted then true
        when not rule_lump_growing_or_mobile__open__counted then false
    end as rule_lump_growing_or_mobile,
    case
        when rule_lump_for_a_week__met__counted then true
        when not rule_lump_for_a_week__open__counted then false
    end as rule_lump_for_a_week,
    case
        when rule_same_spot_again__met__counted then true
        when not rule_same_spot_again__open__counted then false
    end as rule_same_spot_again,
    case
        when rule_drained_breast_not_yet_at_ease__met__counted then true
        when not rule_drained_breast_not_yet_at_ease__open__counted then false
    end as rule_drained_breast_not_yet_at_ease,
    case
        when rule_not_settled_after_a_course__met__counted then true
        when not rule_not_settled_after_a_course__open__counted then false
    end as rule_not_settled_after_a_course,
    case
        when rule_several_courses__met__counted then true
        when not rule_several_courses__open__counted then false
    end as rule_several_courses,
    case
        when rule_course_stopped_early__met__counted then true
        when not rule_course_stopped_early__open__counted then false
    end as rule_course_stopped_early,
    case
        when rule_skin_or_nipple_change__met__counted then true
        when not rule_skin_or_nipple_change__open__counted then false
    end as rule_skin_or_nipple_change,
    case
        when rule_large_red_area_without_illness__met__counted then true
        when not rule_large_red_area_without_illness__open__counted then false
    end as rule_large_red_area_without_illness,
    case
        when rule_armpit_or_neck_gland__met__counted then true
        when not rule_armpit_or_neck_gland__open__counted then false
    end as rule_armpit_or_neck_gland,
    case
        when rule_baby_refuses_a_lumpy_breast__met__counted then true
        when not rule_baby_refuses_a_lumpy_breast__open__counted then false
    end as rule_baby_refuses_a_lumpy_breast,
    case
        when rule_cord_under_the_skin__met__counted then true
        when not rule_cord_under_the_skin__open__counted then false
    end as rule_cord_under_the_skin,
    case
        when rule_not_lactating_or_male__met__counted then true
        when not rule_not_lactating_or_male__open__counted then false
    end as rule_not_lactating_or_male,
    case
        when rule_nipple_pain_or_damage__met__counted then true
        when not rule_nipple_pain_or_damage__open__counted then false
    end as rule_nipple_pain_or_damage,
    case
        when rule_pain_that_lasts__met__counted then true
        when not rule_pain_that_lasts__open__counted then false
    end as rule_pain_that_lasts,
    case
        when rule_symptoms_after_two_days__met__counted then true
        when not rule_symptoms_after_two_days__open__counted then false
    end as rule_symptoms_after_two_days,
    case
        when rule_symptoms_for_a_week__met__counted then true
        when not rule_symptoms_for_a_week__open__counted then false
    end as rule_symptoms_for_a_week,
    case
        when rule_unusual_discharge__met__counted then true
        when not rule_unusual_discharge__open__counted then false
    end as rule_unusual_discharge,
    case
        when rule_implant_with_swelling__met__counted then true
        when not rule_implant_with_swelling__open__counted then false
    end as rule_implant_with_swelling,
    case
        when rule_feeling_low__met__counted then true
        when not rule_feeling_low__open__counted then false
    end as rule_feeling_low,
    -- Rules of the level self_care.
    case
        when rule_early_patch__met__counted then true
        when not rule_early_patch__open__counted then false
    end as rule_early_patch,
    case
        when rule_patch_getting_better__met__counted then true
        when not rule_patch_getting_better__open__counted then false
    end as rule_patch_getting_better,
    case
        when rule_engorgement_picture__met__counted then true
        when not rule_engorgement_picture__open__counted then false
    end as rule_engorgement_picture,
    case
        when rule_narrowed_duct_picture__met__counted then true
        when not rule_narrowed_duct_picture__open__counted then false
    end as rule_narrowed_duct_picture,
    case
        when rule_other_early_complaint__met__counted then true
        when not rule_other_early_complaint__open__counted then false
    end as rule_other_early_complaint,
    case
        when rule_easing_complaint__met__counted then true
        when not rule_easing_complaint__open__counted then false
    end as rule_easing_complaint,
    case
        when rule_nothing_found__met__counted then true
        when not rule_nothing_found__open__counted then false
    end as rule_nothing_found,
    case
        when condition_engorgement__fits then 'fits'
        when condition_engorgement__ruled_out then 'ruled_out'
        when not condition_engorgement__ruled_out then 'possible'
    end as condition_engorgement,
    case
        when condition_ductal_narrowing__fits then 'fits'
        when condition_ductal_narrowing__ruled_out then 'ruled_out'
        when not condition_ductal_narrowing__ruled_out then 'possible'
    end as condition_ductal_narrowing,
    case
        when condition_inflammatory_mastitis__fits then 'fits'
        when condition_inflammatory_mastitis__ruled_out then 'ruled_out'
        when not condition_inflammatory_mastitis__ruled_out then 'possible'
    end as condition_inflammatory_mastitis,
    case
        when condition_bacterial_mastitis__fits then 'fits'
        when condition_bacterial_mastitis__ruled_out then 'ruled_out'
        when not condition_bacterial_mastitis__ruled_out then 'possible'
    end as condition_bacterial_mastitis,
    case
        when condition_recurrent_mastitis__fits then 'fits'
        when condition_recurrent_mastitis__ruled_out then 'ruled_out'
        when not condition_recurrent_mastitis__ruled_out then 'possible'
    end as condition_recurrent_mastitis,
    case
        when condition_subacute_mastitis__fits then 'fits'
        when condition_subacute_mastitis__ruled_out then 'ruled_out'
        when not condition_subacute_mastitis__ruled_out then 'possible'
    end as condition_subacute_mastitis,
    case
        when condition_phlegmon__fits then 'fits'
        when condition_phlegmon__ruled_out then 'ruled_out'
        when not condition_phlegmon__ruled_out then 'possible'
    end as condition_phlegmon,
    case
        when condition_abscess__fits then 'fits'
        when condition_abscess__ruled_out then 'ruled_out'
        when not condition_abscess__ruled_out then 'possible'
    end as condition_abscess,
    case
        when condition_galactocele__fits then 'fits'
        when condition_galactocele__ruled_out then 'ruled_out'
        when not condition_galactocele__ruled_out then 'possible'
    end as condition_galactocele,
    case
        when condition_lactating_adenoma__fits then 'fits'
        when condition_lactating_adenoma__ruled_out then 'ruled_out'
        when not condition_lactating_adenoma__ruled_out then 'possible'
    end as condition_lactating_adenoma,
    case
        when condition_milk_fistula__fits then 'fits'
        when condition_milk_fistula__ruled_out then 'ruled_out'
        when not condition_milk_fistula__ruled_out then 'possible'
    end as condition_milk_fistula,
    case
        when condition_accessory_breast_tissue__fits then 'fits'
        when condition_accessory_breast_tissue__ruled_out then 'ruled_out'
        when not condition_accessory_breast_tissue__ruled_out then 'possible'
    end as condition_accessory_breast_tissue,
    case
        when condition_sepsis__fits then 'fits'
        when condition_sepsis__ruled_out then 'ruled_out'
        when not condition_sepsis__ruled_out then 'possible'
    end as condition_sepsis,
    case
        when condition_toxic_shock__fits then 'fits'
        when condition_toxic_shock__ruled_out then 'ruled_out'
        when not condition_toxic_shock__ruled_out then 'possible'
    end as condition_toxic_shock,
    case
        when condition_necrotising_infection__fits then 'fits'
        when condition_necrotising_infection__ruled_out then 'ruled_out'
        when not condition_necrotising_infection__ruled_out then 'possible'
    end as condition_necrotising_infection,
    case
        when condition_inflammatory_breast_cancer__fits then 'fits'
        when condition_inflammatory_breast_cancer__ruled_out then 'ruled_out'
        when not condition_inflammatory_breast_cancer__ruled_out then 'possible'
    end as condition_inflammatory_breast_cancer,
    case
        when condition_other_cancer__fits then 'fits'
        when condition_other_cancer__ruled_out then 'ruled_out'
        when not condition_other_cancer__ruled_out then 'possible'
    end as condition_other_cancer,
    case
        when condition_granulomatous_mastitis__fits then 'fits'
        when condition_granulomatous_mastitis__ruled_out then 'ruled_out'
        when not condition_granulomatous_mastitis__ruled_out then 'possible'
    end as condition_granulomatous_mastitis,
    case
        when condition_non_lactational__fits then 'fits'
        when condition_non_lactational__ruled_out then 'ruled_out'
        when not condition_non_lactational__ruled_out then 'possible'
    end as condition_non_lactational,
    case
        when condition_thrombophlebitis__fits then 'fits'
        when condition_thrombophlebitis__ruled_out then 'ruled_out'
        when not condition_thrombophlebitis__ruled_out then 'possible'
    end as condition_thrombophlebitis,
    case
        when condition_nipple_damage__fits then 'fits'
        when condition_nipple_damage__ruled_out then 'ruled_out'
        when not condition_nipple_damage__ruled_out then 'possible'
    end as condition_nipple_damage,
    case
        when condition_milk_bleb__fits then 'fits'
        when condition_milk_bleb__ruled_out then 'ruled_out'
        when not condition_milk_bleb__ruled_out then 'possible'
    end as condition_milk_bleb,
    case
        when condition_herpes__fits then 'fits'
        when condition_herpes__ruled_out then 'ruled_out'
        when not condition_herpes__ruled_out then 'possible'
    end as condition_herpes,
    case
        when condition_candida_or_dermatitis__fits then 'fits'
        when condition_candida_or_dermatitis__ruled_out then 'ruled_out'
        when not condition_candida_or_dermatitis__ruled_out then 'possible'
    end as condition_candida_or_dermatitis,
    case
        when condition_vasospasm__fits then 'fits'
        when condition_vasospasm__ruled_out then 'ruled_out'
        when not condition_vasospasm__ruled_out then 'possible'
    end as condition_vasospasm,
    case
        when condition_neonatal_mastitis__fits then 'fits'
        when condition_neonatal_mastitis__ruled_out then 'ruled_out'
        when not condition_neonatal_mastitis__ruled_out then 'possible'
    end as condition_neonatal_mastitis,
    case
        when condition_normal__fits then 'fits'
        when condition_normal__ruled_out then 'ruled_out'
        when not condition_normal__ruled_out then 'possible'
    end as condition_normal
from step_12;
