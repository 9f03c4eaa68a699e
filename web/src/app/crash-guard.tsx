import { Component, type ReactNode } from "react";
import { CrashPage } from "./crash-page";

/** What nobody expected ends in a page with words on it, not in an empty one. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}
