package dev.originpull.bench;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What one GET of {@code /metrics} brought, read to its end.
 *
 * @param asked when it was asked for, by {@link System#nanoTime}
 * @param wall until its last byte was there
 * @param bytes as they came over the wire, headings left out
 * @param late by the upper bound of their bucket in seconds, how many looks began no later than that after their turn; the bound
 *     {@link Double#POSITIVE_INFINITY} has all of them
 * @param asExpected how many origins do what is expected of them
 */
record Scrape(long asked, Duration wall, long bytes, Map<Double, Double> late, int asExpected) {
    private static final String LATE = "originpull_schedule_lateness_seconds_bucket{le=\"";
    private static final String AS_EXPECTED = "originpull_origin_as_expected{";
    /** What Prometheus asks for. */
    private static final String FORMATS =
            "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    /** Asks for the metrics as Prometheus does; packed, or as they are. */
    static Scrape of(HttpClient client, URI metrics, boolean gzip) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics)
                .header("Accept", FORMATS)
                .header("Accept-Encoding", gzip ? "gzip" : "identity")
                .build();
        long asked = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (Counted body = new Counted(response.body());
                InputStream plain = gzip ? new GZIPInputStream(body) : body;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            Map<Double, Double> late = new TreeMap<>();
            int asExpected = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LATE)) {
                    int end = line.indexOf('"', LATE.length());
                    late.put(bound(line.substring(LATE.length(), end)), value(line));
                } else if (line.startsWith(AS_EXPECTED)) {
                    asExpected += value(line) == 1 ? 1 : 0;
                }
            }
            if (response.statusCode() != 200 || late.isEmpty()) {
                throw new IOException("status " + response.statusCode() + ", without the lateness of the schedule");
            }
            return new Scrape(asked, Duration.ofNanos(System.nanoTime() - asked), body.count, late, asExpected);
        }
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** How many looks have begun. */
    double looks() {
        return late.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }

    /** How late in seconds this share of the looks was at most that began since an earlier scrape: the bound of a bucket. */
    double lateness(double share, Scrape before) {
        double wanted = share * (looks() - before.looks());
        return late.entrySet().stream()
                .filter(bucket -> bucket.getValue() - before.late.getOrDefault(bucket.getKey(), 0.0) >= wanted)
                .mapToDouble(Map.Entry::getKey)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
