import type { en } from "./en";

export type Locale = "en" | "de";
export type MessageKey = keyof typeof en;

/** Plural forms as `Intl.PluralRules` names them; "other" is always there. */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };

/** Complete: the same keys as in English, plural exactly where English is. */
export type Texts<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Plural;
};

/** All texts in one language. */
export type Catalogue = Texts<typeof en>;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type NamesIn<Message> = Message extends string
  ? Placeholders<Message>
  : Message extends { other: infer Other }
    ? Placeholders<Other> | "count"
    : never;

/** What a message wants to be told: an object with exactly its placeholders, or nothing. */
export type MessageParams<K extends MessageKey> = [NamesIn<(typeof en)[K]>] extends [never]
  ? []
  : [params: { [Name in NamesIn<(typeof en)[K]>]: Name extends "count" ? number : string | number }];
