package dev.originpull.agent.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long work has come. */
sealed interface Progress extends AutoCloseable {
    /** Fewer are done before anybody looks. */
    int WORTH_SHOWING = 20;

    /** Nothing is shown. */
    record Silent() implements Progress {
        @Override
        public void step() {
            // Nothing is shown.
        }

        @Override
        public void makeRoom() {
            // Nothing is in the way.
        }

        @Override
        public void close() {
            // Nothing was begun.
        }
    }

    /** A bar on a terminal. */
    record Bar(ProgressBar bar, BarLine line) implements Progress {
        private static final int UPDATE_MILLIS = 200;

        static Bar of(Console console, String task, int total) {
            BarLine line = new BarLine(console.err(), console.terminal().columns() - 1);
            ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setConsumer(line)
                    .build();
            return new Bar(bar, line);
        }

        @Override
        public void step() {
            bar.step();
        }

        @Override
        public void makeRoom() {
            line.clear();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** One more is done. */
    void step();

    /** To be called before something else is written to the terminal; the bar comes back below it. */
    void makeRoom();

    @Override
    void close();
}
