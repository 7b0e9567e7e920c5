import { json } from "@/app/_server/api/idempotent";
import { openApiDocument } from "@/app/_server/api/openapi";

export const dynamic = "force-dynamic";

/** Public: it names no record. */
export async function GET(): Promise<Response> {
  return json(JSON.stringify(openApiDocument()));
}
