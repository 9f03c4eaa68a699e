/** Coming in and going out. */
export const signIn = {
  "signIn.lead": "Your video collections, on a shelf of your own.",
  "signIn.email": "E-mail",
  "signIn.password": "Password",
  "signIn.submit": "Sign in",
  "signIn.with": "Sign in with {name}",
  "signIn.or": "or with your password",
  "signIn.byLink": "Signing you in …",
  "signIn.linkSpent":
    "This sign-in link has been used already or is too old. Start Reelshelf again for a new one, or sign in below.",
  "signIn.wrong": "E-mail and password do not match an account.",
  "signIn.tooMany": "Too many attempts. Please wait a minute.",
  "signIn.hint": "Started on your own machine? The terminal shows a sign‑in link.",

  "account.signOut": "Sign out",
  "account.label": "Account",
} as const;
