package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of {@code httpd -S} that says which virtual hosts there are. */
final class VirtualHosts {
    private static final String HEADER = "VirtualHost configuration:";
    private static final String HOST = "(\\S+) \\((.*):(\\d{1,9})\\)";
    private static final Pattern SEVERAL = Pattern.compile("(\\S+):(\\d{1,9}|\\*)\\s+is a NameVirtualHost");
    private static final Pattern LONE = Pattern.compile("(\\S+):(\\d{1,9}|\\*)\\s+" + HOST);
    private static final Pattern NAMED = Pattern.compile("\\s+port (\\d{1,9}|\\*) namevhost " + HOST);
    private static final Pattern ALIAS = Pattern.compile("\\s+(?:wild )?alias (\\S+)");

    private VirtualHosts() {}

    /**
     * An address, and who answers there: the first is the default.
     *
     * @param host an IP address without brackets, or {@code *}
     * @param port 0 for all
     */
    record Address(String host, int port, List<Entry> entries) {
        Address {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A virtual host at an address.
     *
     * @param file as httpd names it; no path where a macro made the section
     * @param line the last one of the section's opening
     * @param port 0 for all
     * @param isAlone whether it is the only one at its address, and its aliases are not reported
     * @param names in lower case; patterns too
     */
    record Entry(String file, int line, int port, boolean isAlone, List<String> names) {
        Entry {
            names = List.copyOf(names);
        }

        Entry and(String name) {
            List<String> all = new ArrayList<>(names);
            all.add(name.toLowerCase(Locale.ROOT));
            return new Entry(file, line, port, isAlone, all);
        }

        boolean isSamePlace(Entry other) {
            return file.equals(other.file) && line == other.line;
        }

        String place() {
            return file + ":" + line;
        }
    }

    static List<Address> of(String report) {
        List<Address> addresses = new ArrayList<>();
        report.lines()
                .dropWhile(line -> !line.startsWith(HEADER))
                .skip(1)
                .takeWhile(line -> !line.startsWith("ServerRoot:"))
                .forEach(line -> read(line, addresses));
        return addresses;
    }

    private static void read(String line, List<Address> addresses) {
        Matcher several = SEVERAL.matcher(line);
        Matcher lone = LONE.matcher(line);
        Matcher named = NAMED.matcher(line);
        Matcher alias = ALIAS.matcher(line);
        if (several.matches()) {
            addresses.add(new Address(host(several.group(1)), port(several.group(2)), List.of()));
        } else if (named.matches() && !addresses.isEmpty()) {
            add(addresses, entry(named.group(1), named, 2, false));
        } else if (alias.matches()
                && !addresses.isEmpty()
                && !addresses.get(addresses.size() - 1).entries().isEmpty()) {
            Address last = addresses.remove(addresses.size() - 1);
            List<Entry> entries = new ArrayList<>(last.entries());
            entries.add(entries.remove(entries.size() - 1).and(alias.group(1)));
            addresses.add(new Address(last.host(), last.port(), entries));
        } else if (lone.matches()) {
            addresses.add(new Address(
                    host(lone.group(1)), port(lone.group(2)), List.of(entry(lone.group(2), lone, 3, true))));
        }
    }

    private static void add(List<Address> addresses, Entry entry) {
        Address last = addresses.remove(addresses.size() - 1);
        List<Entry> entries = new ArrayList<>(last.entries());
        entries.add(entry);
        addresses.add(new Address(last.host(), last.port(), entries));
    }

    private static Entry entry(String port, Matcher matcher, int group, boolean isAlone) {
        return new Entry(
                matcher.group(group + 1),
                Integer.parseInt(matcher.group(group + 2)),
                port(port),
                isAlone,
                List.of(matcher.group(group).toLowerCase(Locale.ROOT)));
    }

    private static int port(String text) {
        return text.equals("*") ? 0 : Integer.parseInt(text);
    }

    private static String host(String text) {
        String bare = text.startsWith("[") && text.length() > 1 ? text.substring(1, text.length() - 1) : text;
        return IpText.canonical(bare).orElse(bare);
    }
}
