/** An Ajv error of a validator compiled without messages. */
export interface SchemaError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: SchemaError[] | null;
}
export const city: Validator;
export const committee: Validator;
export const plan: Validator;
export const report: Validator;
export const checklist: Validator;
export const framework: Validator;
export const config: Validator;
export const baseline: Validator;
export const mil_plan: Validator;
export const mil_committee: Validator;
export const mil_dossier: Validator;
export const gnlc_plan: Validator;
export const gnlc_strategy_city: Validator;
export const output_manifest: Validator;
export const output_frozen: Validator;
