import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { pageLanguage, wordsOf } from "./_server/language";
import { Interactions } from "./_ui/interactions";
import { SHARED } from "./_ui/words/shared-words";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "notouch", template: "%s · notouch" },
  description: "Proves that a staging pilot never touched the production PostgreSQL database beside it.",
  icons: {
    icon: [
      { url: "/icon.svg", type: "image/svg+xml" },
      { url: "/favicon.ico", sizes: "32x32" },
    ],
    apple: "/apple-icon.png",
  },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#171a1f" },
  ],
};

// Every page is rendered for one request: its scripts carry that request's nonce, and its figures are read then.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { skip } = await wordsOf(SHARED);
  return (
    <html lang={await pageLanguage()}>
      <body>
        <a href="#main" className="skip-link">
          {skip}
        </a>
        {children}
        <Interactions />
      </body>
    </html>
  );
}
