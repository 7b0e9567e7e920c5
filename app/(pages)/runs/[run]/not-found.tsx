import Link from "next/link";
import { Command } from "@/app/_ui/command";
import { Note, PageHeading } from "@/app/_ui/frame";

export default function NoSuchRun() {
  return (
    <>
      <PageHeading title="There is no such run" />
      <Note title="A run is made from the terminal or on the list of runs.">
        <Command text="npx notouch run create my-pilot --profile birth-registry" />
        <p>
          <Link href="/" prefetch={false} className="link">
            All runs
          </Link>
        </p>
      </Note>
    </>
  );
}
