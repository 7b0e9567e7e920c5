import { describe, expect, it } from "vitest";
import { mappedRole, parseRoleMap } from "./role-map";

describe("role maps", () => {
  it("read pairs in their order, and nothing else", () => {
    expect(parseRoleMap("owner=deciders, engineer=a b ,auditor=*")).toEqual([
      { role: "owner", value: "deciders" },
      { role: "engineer", value: "a b" },
      { role: "auditor", value: "*" },
    ]);
    for (const wrong of ["", "owner", "owner=", "king=x", "owner=a,", "owner=a=b", "toString=x", "=x"])
      expect(parseRoleMap(wrong), wrong).toBeNull();
  });

  it("make nobody an Owner or an Administrator by being anybody", () => {
    expect(parseRoleMap("owner=*")).toBeNull();
    expect(parseRoleMap("administrator=*")).toBeNull();
  });

  it("give the first role that matches, and none without a match", () => {
    const map = parseRoleMap("owner=deciders,engineer=builders") ?? [];
    expect(mappedRole(map, ["builders", "deciders"])).toBe("owner");
    expect(mappedRole(map, "builders")).toBe("engineer");
    for (const claim of [undefined, null, [], {}, 7, "build", [["builders"]], { builders: true }])
      expect(mappedRole(map, claim), JSON.stringify(claim)).toBeNull();
    expect(mappedRole(parseRoleMap("auditor=*") ?? [], undefined)).toBe("auditor");
  });
});
