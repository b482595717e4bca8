package dev.originpull.it.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series that an agent publishes, and those that an expression asks for. */
final class Metrics {
    /** What the agent promises, what Micrometer's binders add for the process, and what Prometheus knows of each scrape. */
    static final Set<String> PUBLISHED = Set.of(
            "originpull_origin_up",
            "originpull_origin_as_expected",
            "originpull_origin_mode_info",
            "originpull_origin_findings",
            "originpull_origin_expected_info",
            "originpull_origin_failure_info",
            "originpull_origins",
            "originpull_probe_interval_seconds",
            "originpull_housekeeping_last_run_timestamp_seconds",
            "originpull_identity_files_in_force",
            "originpull_state_file_last_write_successful",
            "originpull_origin_log_followed",
            "originpull_look_failures_total",
            "originpull_schedule_lateness_seconds_count",
            "process_open_fds",
            "process_max_fds",
            "originpull_attempts_total",
            "originpull_attempt_duration_seconds_bucket",
            "originpull_attempt_duration_seconds_count",
            "originpull_attempt_duration_seconds_sum",
            "originpull_origin_last_probe_timestamp_seconds",
            "originpull_origin_last_change_timestamp_seconds",
            "originpull_leaf_not_after_timestamp_seconds",
            "originpull_server_certificate_not_after_timestamp_seconds",
            "originpull_origin_requests_total",
            "originpull_config_last_reload_successful",
            "originpull_config_last_reload_success_timestamp_seconds",
            "originpull_build_info",
            "jvm_memory_used_bytes",
            "jvm_buffer_memory_used_bytes",
            "jvm_threads_live_threads",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage",
            "process_files_open_files",
            "up",
            "scrape_duration_seconds",
            "ALERTS");

    /** What is no name of a series: matchers and ranges, lists of labels, numbers with a unit. */
    private static final Pattern NO_NAME = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]" + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\b\\d\\w*");

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()(?![a-zA-Z0-9_:])");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

    private Metrics() {}

    /** The names of all series in a PromQL expression; what comes before a parenthesis is a function. */
    static Set<String> in(String expression) {
        String names =
                NO_NAME.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll(" ");
        Set<String> found = new TreeSet<>();
        Matcher matcher = NAME.matcher(names);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group())) {
                found.add(matcher.group());
            }
        }
        return found;
    }
}
