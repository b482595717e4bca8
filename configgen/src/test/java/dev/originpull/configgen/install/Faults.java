package dev.originpull.configgen.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lets things happen, but for one. */
class Faults {
    private final Kind kind;
    private final int at;
    private final List<String> passed = new ArrayList<>();
    private boolean dead;

    /** @param at the how manieth thing goes wrong, from 0; -1 for none */
    Faults(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    static Faults none() {
        return new Faults(Kind.FAILURE, -1);
    }

    /** Dies before a thing that is done for the n-th time, from 0. */
    static Faults killedBefore(String what, int n) {
        return new Faults(Kind.KILL, -1) {
            private int left = n;

            @Override
            boolean isAt(String now) {
                return now.equals(what) && left-- == 0;
            }
        };
    }

    /** What goes wrong. */
    enum Kind {
        /** The thing fails, and what comes after it works. */
        FAILURE,
        /** The process ends before the thing: nothing comes after it. */
        KILL,
        /** The same, and what was not forced to disk is lost. */
        POWER_CUT
    }

    /** The process has ended. Whoever catches it can do nothing any more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    synchronized void pass(String what) throws IOException {
        if (happens(what)) {
            throw new IOException("no " + what);
        }
    }

    /** The same for what throws no IOException; true where it fails. */
    synchronized boolean happens(String what) {
        if (dead) {
            throw new Killed();
        }
        passed.add(what);
        if (!isAt(what)) {
            return false;
        }
        if (kind != Kind.FAILURE) {
            dead = true;
            throw new Killed();
        }
        return true;
    }

    /** Whether this is the thing. */
    boolean isAt(String now) {
        return passed.size() - 1 == at;
    }

    List<String> passed() {
        return passed;
    }
}
