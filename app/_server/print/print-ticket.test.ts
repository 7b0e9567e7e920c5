import { describe, expect, it } from "vitest";
import { issueTicket, isWhole, markWhole, redeemTicket } from "./print-ticket";

const NOW = 1_800_000_000_000;

describe("a ticket for printing", () => {
  it("opens its own run, once", () => {
    const ticket = issueTicket("harbour", "vi", NOW);
    expect(redeemTicket("quarry", ticket, NOW)).toBeNull();
    expect(redeemTicket("harbour", ticket, NOW + 1)).toBe("vi");
    expect(redeemTicket("harbour", ticket, NOW + 2)).toBeNull();
  });
  it("stands for a whole packet only after the page said so", () => {
    const ticket = issueTicket("harbour", "en", NOW);
    markWhole(ticket);
    expect(isWhole(ticket), "nobody opened it").toBe(false);
    redeemTicket("harbour", ticket, NOW);
    expect(isWhole(ticket)).toBe(false);
    markWhole(ticket);
    expect(isWhole(ticket)).toBe(true);
  });
  it("is of no use after a minute", () => {
    expect(redeemTicket("harbour", issueTicket("harbour", "en", NOW), NOW + 60_000)).toBeNull();
  });
  it("cannot be altered or made up", () => {
    const ticket = issueTicket("harbour", "en", NOW);
    const [expiry = "", language = "", nonce = "", signature = ""] = ticket.split(".");
    for (const forged of [
      undefined,
      "",
      "...",
      `${Number(expiry) + 1}.${language}.${nonce}.${signature}`,
      `${expiry}.vi.${nonce}.${signature}`,
      `${expiry}.${language}.AAAA.${signature}`,
      `${expiry}.${language}.${nonce}.`,
      `${expiry}.${language}.${nonce}.AAAA`,
      `${ticket}.`,
    ])
      expect(redeemTicket("harbour", forged, NOW), String(forged)).toBeNull();
    expect(redeemTicket("harbour", ticket, NOW)).toBe("en");
  });
});
