import { RunSkeleton } from "@/app/_ui/skeletons";

export default function Loading() {
  return <RunSkeleton />;
}
