package dev.originpull.configgen.locate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses in writing. */
public final class IpText {
    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("(?i)[0-9a-f:]*:[0-9a-f:.]*");
    private static final int GROUPS = 8;

    private IpText() {}

    /** An address without brackets in its one form (RFC 5952), so that equal addresses are equal texts; empty where it is none. */
    public static Optional<String> canonical(String text) {
        if (V4.matcher(text).matches()) {
            return Optional.of(text);
        }
        return V6.matcher(text).matches() ? groups(text).map(IpText::compressed) : Optional.empty();
    }

    private static Optional<int[]> groups(String text) {
        String hex = text;
        int v4 = text.lastIndexOf(':') + 1;
        if (text.indexOf('.') >= 0) {
            if (!V4.matcher(text.substring(v4)).matches()) {
                return Optional.empty();
            }
            int[] parts = Arrays.stream(text.substring(v4).split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            hex = text.substring(0, v4) + Integer.toHexString(parts[0] << 8 | parts[1]) + ":"
                    + Integer.toHexString(parts[2] << 8 | parts[3]);
        }
        int gap = hex.indexOf("::");
        List<String> head = words(gap < 0 ? hex : hex.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : words(hex.substring(gap + 2));
        int written = head.size() + tail.size();
        boolean sound = gap < 0 ? written == GROUPS : written < GROUPS;
        if (!sound || !head.stream().allMatch(IpText::isGroup) || !tail.stream().allMatch(IpText::isGroup)) {
            return Optional.empty();
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < head.size(); i++) {
            groups[i] = Integer.parseInt(head.get(i), 16);
        }
        for (int i = 0; i < tail.size(); i++) {
            groups[GROUPS - tail.size() + i] = Integer.parseInt(tail.get(i), 16);
        }
        return Optional.of(groups);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static boolean isGroup(String word) {
        return !word.isEmpty() && word.length() <= 4 && word.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** The longest run of zeros, the first of equals and two at least, gives way to {@code ::} (RFC 5952, 4.2). */
    private static String compressed(int[] groups) {
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        return length < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
