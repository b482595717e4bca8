package dev.originpull.bench;

/** Somebody who makes attempts on origins, whose CPU time is taken. */
interface Contender extends AutoCloseable {
    /**
     * Makes attempts.
     *
     * @param attempts how many; 1 or more. One that can only be told for how long to run makes about as many
     * @throws BenchException when an attempt did not end as it should: its cost would mean nothing
     */
    Cost run(int attempts) throws BenchException, InterruptedException;

    /** Whether it compiles itself while it runs, and so has to be warmed up for longer. */
    boolean compiles();

    @Override
    void close();
}
