package dev.originpull.agent.monitor;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** All metrics of the process, as Prometheus reads them. Thread-safe. */
public final class Exposition implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Meters meters;

    public Exposition() {
        // Names that promtool objects to: the one ends in a histogram's _count, the other in an abbreviated unit.
        registry.config()
                .meterFilter(MeterFilter.deny(id ->
                        id.getName().equals("system.cpu.count") || id.getName().equals("process.cpu.time")));
        this.meters = new Meters(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        ProcessMeters.bind(registry);
        garbageCollection.bindTo(registry);
    }

    /** What is counted over all origins. */
    public Meters meters() {
        return meters;
    }

    /** From now on the metrics of this agent are told, too. */
    public void add(AgentCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    /**
     * Writes everything.
     *
     * @param contentType one of those that the client library writes, with its version
     */
    public void write(String contentType, OutputStream out) throws IOException {
        registry.scrape(out, contentType);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
