import { ComparePage } from "cicada/compare/page";
import { info } from "cicada/app/info";
import { ExplorePage } from "cicada/explore/page";
import { Link, type Place } from "cicada/app/router";
import { FirstPage } from "cicada/app/first-page";
import { LoginPage } from "cicada/login/page";
import { RunPage } from "cicada/run/page";
import { RunsPage } from "cicada/runs/page";
import { StartPage } from "cicada/start/page";

/** The page of a place. */
export function PageOf({ place: { path } }: { place: Place }) {
  const [first, second, third = null] = path;
  if (first === "login") { return <LoginPage />; }
  // Before the server has said who it is, nothing could be decided, and one who has to log in sees no page flash by.
  if (info.value === null || info.value.needs_login) { return null; }
  switch (first) {
    case undefined: return <FirstPage />;
    case "start": return <StartPage />;
    case "runs": return second === undefined ? <RunsPage /> : <RunPage key={second} run={second} tab={third} />;
    case "compare": return <ComparePage />;
    case "explore": return <ExplorePage />;
    default: return (
      <div class="page">
        <h1>There is nothing here</h1>
        <p>No page is at “/{path.join("/")}”. The <Link to="/runs">runs</Link> are a good place to go on from.</p>
      </div>
    );
  }
}
