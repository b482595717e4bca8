package dev.originpull.agent.pki;

/** Keeps a message one line: file names may hold line feeds and terminal escapes. */
final class OneLine {
    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(codePoint -> line.appendCodePoint(Character.isISOControl(codePoint) ? '?' : codePoint));
        return line.toString();
    }
}
