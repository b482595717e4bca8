package dev.originpull.agent.cli;

import dev.originpull.agent.config.Durations;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.config.StageWord;
import dev.originpull.agent.rollout.GateName;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become values, with the values' own messages where they do not. */
final class Converters {
    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Hostname.class, by(Hostname::parse));
        line.registerConverter(OutputKind.class, byWord(OutputKind.values()));
        line.registerConverter(Originpull.Colour.class, byWord(Originpull.Colour.values()));
        line.registerConverter(Shell.class, byWord(Shell.values()));
        line.registerConverter(ProbeChoices.Protocol.class, byWord(ProbeChoices.Protocol.values()));
        line.registerConverter(ProbeChoices.Alpn.class, byWord(ProbeChoices.Alpn.values()));
        line.registerConverter(ProbeChoices.Tls.class, byWord(ProbeChoices.Tls.values()));
        line.registerConverter(ProxyProtocol.class, byWord(ProxyProtocol.values()));
        line.registerConverter(Stage.class, by(StageWord::parse));
        line.registerConverter(GateName.class, by(GateName::parse));
        line.registerConverter(Integer.TYPE, by(Converters::number));
        line.registerConverter(Duration.class, by(Durations::parse));
    }

    /** picocli's own converter would also take, and name, the constants' names. */
    private static <E extends Enum<E>> ITypeConverter<E> byWord(E[] values) {
        return by(word -> Arrays.stream(values)
                .filter(value -> value.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + Printable.of(word) + "' is none of "
                        + Arrays.stream(values).map(Enum::toString).collect(Collectors.joining(", ")))));
    }

    private static int number(String word) {
        if (!word.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + Printable.of(word) + "' is no number");
        }
        return Integer.parseInt(word);
    }

    private static <T> ITypeConverter<T> by(Function<String, T> parse) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
