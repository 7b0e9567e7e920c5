import Link from "next/link";
import { BarePage } from "./_ui/bare-page";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <BarePage title="There is nothing here">
      <p className="text-soft">The address leads to no page, no run and no record that you may see.</p>
      <p className="mt-4">
        <Link href="/" prefetch={false} className="link">
          All runs
        </Link>
      </p>
    </BarePage>
  );
}
