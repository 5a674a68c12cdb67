import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Banner } from "cicada/app/notice";
import { TextField } from "cicada/app/field";
import { post } from "cicada/app/http";
import { refreshInfo } from "cicada/app/info";
import { sentenceOf } from "cicada/app/refused";
import { go, place } from "cicada/app/router";
import { useTitle } from "cicada/app/title";
import type { Login } from "cicada/api";

/** To the login, and afterwards back to where the reader is now. */
export function goToLogin(): void {
  const { path, query } = place.peek();
  if (path[0] === "login") { return; }
  const back = `/${path.map(encodeURIComponent).join("/")}${query.size > 0 ? `?${query}` : ""}`;
  go("/login", { back: back === "/" ? null : back }, { replace: true });
}

/** Asks who is there, where the server wants to know. */
export function LoginPage() {
  useTitle("Log in");
  const user = useSignal(""), password = useSignal(""), error = useSignal<string | null>(null), isSending = useSignal(false);
  // Who is known already, or is asked by nobody, goes on.
  useEffect(() => { refreshInfo().then(answer => { if (!answer.needs_login) { goBack(); } }, () => {}); }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    isSending.value = true;
    error.value = null;
    try {
      await post("login", { password: password.value, ...(user.value !== "" && { user: user.value }) } satisfies Login);
      await refreshInfo();
      goBack();
    } catch (refused) {
      error.value = sentenceOf(refused);
      password.value = "";
    } finally {
      isSending.value = false;
    }
  };
  return (
    <form class="login card" onSubmit={submit}>
      <h1>Log in</h1>
      <p class="muted">This Cicada shows its runs only to those it knows.</p>
      {error.value !== null && <Banner kind="bad">{error.value}</Banner>}
      <TextField label="User" hint="Leave it empty for a token." name="user" autocomplete="username" value={user.value} change={value => { user.value = value; }} />
      <TextField label="Password or token" isSecret name="password" autocomplete="current-password" required autofocus value={password.value} change={value => { password.value = value; }} />
      <div class="actions"><button type="submit" class="primary" disabled={isSending.value}>Log in</button></div>
    </form>
  );
}

// Only to a place of our own: what is in an address can have been written by anyone.
function goBack(): void {
  const back = place.peek().query.get("back") ?? "/";
  const [path = "/", search = ""] = back.split("?");
  const query = new URLSearchParams(search);
  go(path.startsWith("/") ? path : "/", Object.fromEntries([...new Set(query.keys())].map(name => [name, query.getAll(name)])), { replace: true });
}
