import type { BrowserContext } from "@playwright/test";

export interface List {
  id: string;
  name: string;
}

export interface Video {
  id: string;
  youtube_id: string;
  title: string | null;
}

export interface Receipt {
  job_id: string;
  created: number;
  video_ids: string[];
}

interface Grant {
  access_token: string;
}

/** Somebody signed in, by the API: prepares what a journey begins with. Every refusal is an error with its body. */
export class Person {
  readonly url: string;
  private readonly token: string;

  private constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  static async byLink(link: string): Promise<Person> {
    const [url = "", token = ""] = link.split("/sign-in#token=");
    const answer = await fetch(`${url}/api/auth/link`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    return new Person(url, ((await answer.json()) as Grant).access_token);
  }

  /** The one whose browser this is. */
  static async ofContext(url: string, context: BrowserContext): Promise<Person> {
    const answer = await context.request.post(`${url}/api/auth/refresh`, { headers: { Origin: url } });
    return new Person(url, ((await answer.json()) as Grant).access_token);
  }

  async get<T>(path: string): Promise<T> {
    return this.send("GET", path);
  }

  async post<T>(path: string, body?: object): Promise<T> {
    return this.send("POST", path, body);
  }

  /** Null when the server does not take such a value. */
  async tryTo<T>(method: "POST" | "PATCH", path: string, body: object): Promise<T | null> {
    const answer = await this.ask(method, path, body);
    return answer.ok ? ((await answer.json()) as T) : null;
  }

  async createList(name: string): Promise<List> {
    return this.post("/api/lists", { name });
  }

  async importLinks(listId: string, links: string[]): Promise<Receipt> {
    return this.post(`/api/lists/${listId}/videos/batch`, { urls: links });
  }

  async videosOf(listId: string): Promise<Video[]> {
    return (await this.get<{ items: Video[] }>(`/api/lists/${listId}/videos?limit=200`)).items;
  }

  private async send<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.ask(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  private ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}
