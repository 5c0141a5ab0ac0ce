import { isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap } from "yaml";

const personal = ["email", "phone", "gender"];

/**
 * A committee's document without the personal details of members who have not agreed to publish them, and how many those were. Nothing
 * where there are none, or where the text is no sound document.
 * @param hasContact whether a comment holds contact data: then all comments go, since they are notes of the house
 */
export function withhold(
  text: string,
  hasContact: (comment: string) => boolean,
): { text: string; withheld: number } | undefined {
  const tree = parseDocument(text, { version: "1.2", schema: "core", stringKeys: true, logLevel: "silent" });
  if (tree.errors.length > 0 || !isMap(tree.contents)) return undefined;
  let withheld = 0;
  const members = tree.get("members");
  for (const member of isSeq(members) ? members.items : []) if (isMap(member)) withheld += strip(member);
  let comments = 0;
  const noted = (comment: string | null | undefined) => typeof comment === "string" && hasContact(comment);
  visit(tree, {
    Node: (_, node) => {
      if (noted(node.comment) || noted(node.commentBefore)) comments++;
    },
  });
  if (noted(tree.comment) || noted(tree.commentBefore)) comments++;
  if (withheld + comments === 0) return undefined;
  if (comments > 0) {
    visit(tree, { Node: (_, node) => void ((node.comment = null), (node.commentBefore = null)) });
    tree.comment = null;
    tree.commentBefore = null;
  }
  return { text: tree.toString({ lineWidth: 0 }), withheld: withheld + comments };
}

function strip(member: YAMLMap): number {
  const publish = member.get("publish");
  const agreed = new Set((isSeq(publish) ? publish.items : []).map((item) => (isScalar(item) ? item.value : item)));
  const gone = personal.filter((field) => member.has(field) && !agreed.has(field));
  for (const field of gone) member.delete(field);
  return gone.length;
}
