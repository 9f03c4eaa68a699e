/** The frame around every page. */
export const app = {
  "app.name": "Reelshelf",
  "app.skip": "Skip to content",
  "app.notFound.title": "There is nothing here",
  "app.notFound.body": "The page may have been removed, or the address is incomplete.",
  "app.notFound.home": "Back to your shelf",
  "app.crash.title": "Something went wrong on this page",
  "app.crash.body": "Nothing on your shelf is lost. Loading the page again usually helps.",
  "app.crash.reload": "Load again",
  "app.loading": "Loading",
  "app.retry": "Try again",
  "app.close": "Close",
  "app.cancel": "Cancel",
  "app.done": "Done",
  "app.save": "Save",
  "app.delete": "Delete",
  "app.copy": "Copy",
  "app.copied": "Copied",
  "app.menu": "Lists and account",
  "app.more": "More",

  "theme.label": "Appearance",
  "theme.system": "As the system",
  "theme.light": "Light",
  "theme.dark": "Dark",

  "language.label": "Language",
  "language.auto": "As the browser",

  "live.away": "Connection interrupted. Looking again every 2 seconds.",

  "notice.region": "Messages",
} as const;
