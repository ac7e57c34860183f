package org.cardwright.jobs.command;

/** A process of its own whose command goes on until SIGTERM, then puts its things away and finds that all was not well. */
final class TerminatedCommand {

    static final int SAYS = ExitCode.NOT_VERIFIED;

    private TerminatedCommand() {}

    public static void main(String[] args) throws InterruptedException {
        try (Termination termination = Termination.expected()) {
            System.out.println("waiting");
            termination.await();
        }
        // what follows the end of the work takes a while
        Thread.sleep(300);
        System.out.println("put away");
        Termination.commandEnded(SAYS);
        System.exit(SAYS);
    }
}
