package org.cardwright.jobs.command;

import java.io.Console;
import java.util.Optional;
import org.cardwright.jobs.home.ConfigurationException;

/** The terminal a person sits at, when there is one. */
final class Terminal {

    private Terminal() {}

    /** True when a person can be asked and a progress bar can be drawn. */
    static boolean attached() {
        return console().isPresent();
    }

    /** Asks for a line. */
    static String ask(String prompt) {
        return console()
                .map(console -> console.readLine("%s: ", prompt))
                .filter(answer -> !answer.isBlank())
                .orElseThrow(() -> nobodyToAsk(prompt))
                .strip();
    }

    /** Asks for a passphrase without echo; the caller wipes it. */
    static char[] askSecret(String prompt) {
        return console()
                .map(console -> console.readPassword("%s: ", prompt))
                .filter(answer -> answer.length > 0)
                .orElseThrow(() -> nobodyToAsk(prompt));
    }

    /** Asks for something secret that may be left out; the caller wipes it. */
    static char[] askMaybe(String prompt) {
        return console().map(console -> console.readPassword("%s: ", prompt)).orElseThrow(() -> nobodyToAsk(prompt));
    }

    private static ConfigurationException nobodyToAsk(String prompt) {
        return new ConfigurationException(prompt + ": nothing typed and no file given");
    }

    /** Until Java 21 no console means no terminal; from 22 on the console itself has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> console() {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            boolean terminal = (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return terminal ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException beforeJava22) {
            return Optional.of(console);
        } catch (ReflectiveOperationException unusable) {
            return Optional.empty();
        }
    }
}
