import { checkSubmission } from '../declaration/check-submission';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from '../declaration/submission';
import { tidyText } from '../identifiers/fold-text';
import { type Checked, type FleetFault, TEMPLATE_FIELDS, type TemplateField, type Typed } from './entry';

const MOST_NAME = 60;
export const GOODS_FIELDS = [
  'goodsName',
  'weight',
  'weightUnit',
  'hsCode',
] as const satisfies readonly SubmissionField[];
export type GoodsAnswers = Typed<(typeof GOODS_FIELDS)[number]>;

/** Answers to the question about the goods, under a name; reused as they were typed. */
export type GoodsTemplate = { readonly name: string; readonly goods: GoodsAnswers };

/** A declaration with nothing wrong in it, so that what is found is about the goods. */
const FAULTLESS: Submission = {
  ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<SubmissionField, string>),
  direction: 'export',
  gate: 'HN',
  plate: '12C-123.45',
  firmName: 'A',
};

/** FV-2: the goods are judged by the rule of the declaration itself; without a name of its own it bears the goods'. */
export function checkTemplate(raw: Typed<TemplateField>): Checked<GoodsTemplate, TemplateField> {
  const goods: GoodsAnswers = {
    goodsName: tidyText(raw.goodsName),
    weight: tidyText(raw.weight),
    weightUnit: tidyText(raw.weightUnit),
    hsCode: tidyText(raw.hsCode),
  };
  const faults: FleetFault<TemplateField>[] = checkSubmission({ ...FAULTLESS, ...goods }).faults.flatMap(
    ({ field, ...fault }) => {
      const own = TEMPLATE_FIELDS.find((each) => each === field);
      return own === undefined ? [] : [{ ...fault, field: own }];
    },
  );
  const name = tidyText(raw.name) || goods.goodsName;
  if (name.length > MOST_NAME)
    faults.unshift({
      field: 'name',
      code: 'ID-LONG',
      detail: { max: String(MOST_NAME), length: String(name.length) },
    });
  return faults.length > 0
    ? { accepted: null, faults }
    : { faults: [], accepted: { name: name || goods.hsCode, goods } };
}
