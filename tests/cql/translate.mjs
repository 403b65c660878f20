// What does a text in CQL mean to the official translator? In: the text. Out: its ELM, and what the translator remarks.
//
// The package brings no model, not even that of CQL's own types, so both are given here: its own types as the
// specification lists them, and FHIR's as cql-exec-fhir carries it.
// On its own: node tests/cql/translate.mjs LIBRARY.cql > LIBRARY.elm.json

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  CqlCompilerOptions,
  CqlTranslator,
  createModelInfoProvider,
  LibraryManager,
  ModelManager,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";

const { DisableListDemotion, DisableListPromotion } = CqlCompilerOptions.Options; // as the translator's own defaults

const SIMPLE = ["Boolean", "Integer", "Long", "Decimal", "String", "DateTime", "Date", "Time"];
const CLASSES = {
  Quantity: { value: "Decimal", unit: "String" },
  Ratio: { numerator: "Quantity", denominator: "Quantity" },
  Code: { code: "String", system: "String", version: "String", display: "String" },
  Concept: { codes: ["Code"], display: "String" },
  Vocabulary: { id: "String", version: "String", name: "String" },
  ValueSet: {},
  CodeSystem: {},
};
const BASES = { ValueSet: "Vocabulary", CodeSystem: "Vocabulary" };

function element([name, type]) {
  if (!Array.isArray(type)) return `<element name="${name}" elementType="System.${type}"/>`;
  const list = `<elementTypeSpecifier xsi:type="ListTypeSpecifier" elementType="System.${type[0]}"/>`;
  return `<element name="${name}">${list}</element>`;
}

function systemModel() {
  const simple = SIMPLE.map(
    (name) => `<typeInfo xsi:type="SimpleTypeInfo" name="System.${name}" baseType="System.Any"/>`,
  );
  const classes = Object.entries(CLASSES).map(([name, elements]) => {
    const base = `System.${BASES[name] ?? "Any"}`;
    const inside = Object.entries(elements).map(element).join("");
    return `<typeInfo xsi:type="ClassInfo" name="System.${name}" baseType="${base}">${inside}</typeInfo>`;
  });
  return `<modelInfo xmlns="urn:hl7-org:elm-modelinfo:r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    name="System" version="1.0.0" url="urn:hl7-org:elm-types:r1" targetQualifier="system">
    <typeInfo xsi:type="SimpleTypeInfo" name="System.Any"/>${simple.join("")}${classes.join("")}</modelInfo>`;
}

function fhirModel() {
  const packaged = createRequire(import.meta.url).resolve("cql-exec-fhir");
  return readFileSync(new URL("modelInfos/fhir-modelinfo-4.0.1.xml", `file://${packaged}`), "utf8");
}

const MODELS = { System: systemModel, FHIR: fhirModel };

const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(
  createModelInfoProvider((name) => (name in MODELS ? stringAsSource(MODELS[name]()) : null)),
);

/** The ELM of a text, and every remark of the translator: {elm, remarks}. Throws if one of them is an error. */
export function translate(text) {
  const options = new CqlCompilerOptions().withOptions([DisableListDemotion, DisableListPromotion]);
  const libraries = new LibraryManager(models, options); // a new one, because it keeps libraries by their names
  const translator = CqlTranslator.fromText(text, libraries);
  const found = translator.exceptions.asJsReadonlyArrayView();
  const remarks = found.map((item) => `${item.severity.name}: ${item.message} ${place(item)}`.trim());
  if (translator.errors.asJsReadonlyArrayView().length) {
    throw new Error(`The translator refuses the text:\n${remarks.join("\n")}`);
  }
  return { elm: JSON.parse(translator.toJson()), remarks };
}

function place(remark) {
  return remark.locator ? `(${remark.locator})` : "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { elm, remarks } = translate(readFileSync(process.argv[2], "utf8"));
  remarks.forEach((remark) => console.error(remark));
  console.log(JSON.stringify(elm));
}
