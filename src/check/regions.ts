import { addTo } from "../model/groups.ts";
/**
 * Country (ISO 3166-1 alpha-2) → the regions to which UNESCO counts it, for territories that of their place. Some countries take part in
 * the work of two regions. Source: UNESCO, list of member states and associate members by region.
 */
const members: Record<string, string> = {
  africa: `AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS
    ST SZ TD TF TG TZ UG YT ZA ZM ZW`,
  "arab-states": "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",
  "asia-pacific": `AF AM AS AU AZ BD BN BT CC CK CN CX FJ FM GE GU HK HM ID IN IR JP KG KH KI KP KR KZ LA LK MH MM MN MO MP MV MY NC NF NP NR
    NU NZ PF PG PH PK PN PW RU SB SG TH TJ TK TL TM TO TR TV TW UM UZ VN VU WF WS`,
  "europe-north-america": `AD AL AM AT AX AZ BA BE BG BM BY CA CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GL GR HR HU IE IL IM IS IT JE KZ LI
    LT LU LV MC MD ME MK MT NL NO PL PM PT RO RS RU SE SI SJ SK SM TJ TR UA US VA`,
  "latin-america-caribbean": `AG AI AR AW BB BL BM BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS
    MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI`,
};

let regions: Map<string, string[]> | undefined;

/** None where it is not known. */
export function regionsOf(country: string): string[] {
  if (!regions) {
    regions = new Map();
    for (const [region, countries] of Object.entries(members))
      for (const code of countries.split(/\s+/)) addTo(regions, code, region);
  }
  return regions.get(country) ?? [];
}
