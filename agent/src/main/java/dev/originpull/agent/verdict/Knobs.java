package dev.originpull.agent.verdict;

/** What the reader of a report can set, by the names that the reader knows it by. */
public enum Knobs {
    /** The options of {@code originpull probe}. */
    OPTIONS,
    /** The keys of originpull.yaml. */
    KEYS;

    String path() {
        return this == OPTIONS ? "--path" : "`path:`";
    }

    String timeout() {
        return this == OPTIONS ? "--timeout" : "`probe.timeout:`";
    }

    String proxyProtocol() {
        return this == OPTIONS ? "--proxy-protocol v1" : "`proxy-protocol: v1`";
    }

    /** What to do about a service that does not speak HTTP: originpull.yaml has no key for one. */
    String raw() {
        return this == OPTIONS ? "--protocol raw" : "`originpull probe --protocol raw`";
    }

    String leaf() {
        return this == OPTIONS ? "--cert and --key" : "`identity:`";
    }

    /** Where the user names the CAs that the origin is to trust. */
    String authorities() {
        return this == OPTIONS ? "--ca-file" : "`identity.ca:`";
    }
}
