import type { Catalogue } from "../types";
import { app } from "./app";
import { failures } from "./failures";
import { imports } from "./imports";
import { lists } from "./lists";
import { problems } from "./problems";
import { search } from "./search";
import { selection } from "./selection";
import { settings } from "./settings";
import { shelf } from "./shelf";
import { signIn } from "./sign-in";
import { tags } from "./tags";
import { video } from "./video";
import { videos } from "./videos";

export const de: Catalogue = {
  ...app,
  ...problems,
  ...failures,
  ...signIn,
  ...lists,
  ...videos,
  ...shelf,
  ...selection,
  ...tags,
  ...imports,
  ...search,
  ...video,
  ...settings,
};
