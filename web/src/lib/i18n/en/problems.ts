/** What went wrong, by the server's codes. */
export const problems = {
  "problem.unreachable": "Reelshelf cannot be reached right now. Please try again in a moment.",
  "problem.unavailable": "Reelshelf takes a short pause. Please try again in a moment.",
  "problem.not_found": "This is not here any more.",
  "problem.already_in_list": "This video is already on this shelf.",
  "problem.not_a_video_link": "This is not a link to a YouTube video.",
  "problem.list_name_taken": "You already have a list of this name.",
  "problem.tag_name_taken": "You already have a tag of this name.",
  "problem.too_large": "This file is too large.",
  "problem.already_running": "This is already under way.",
  "problem.wrong_password": "This is not your current password.",
  "problem.session_needed": "Please sign in for this.",
  "problem.owner_needed": "Only the owner may do this.",
  "problem.own_account": "Your own account cannot be removed.",
  "problem.email_taken": "There is an account with this e-mail address already.",
  "problem.oidc_failed": "Signing in there did not work. Please try again.",
  "problem.oidc_unknown_account":
    "Nobody has an account here with this e-mail address. Ask the owner for one.",
  "problem.too_many_requests": "That was a lot at once. Please wait a moment.",
  "problem.unknown": "That did not work. Please try again.",
} as const;
