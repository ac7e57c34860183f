package org.cardwright.jobs.command;

import java.io.PrintWriter;
import java.util.Arrays;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.ceremony.Visit;
import org.cardwright.pipeline.ledger.OperatorLogin;

/** A custodian at the terminal; what is secret is typed without echo. */
final class CustodianAtTerminal implements Visit {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_LINES = 32;

    private final OperatorLogin login;
    private final PrintWriter out;

    CustodianAtTerminal(int number, PrintWriter out) {
        this.out = out;
        this.login = OperatorOption.asked("Custodian " + number);
    }

    @Override
    public OperatorLogin login() {
        return login;
    }

    @Override
    public SecretBytes secret(String prompt) {
        char[] typed = Terminal.askSecret(prompt);
        try {
            return SecretBytes.ofPassphrase(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Override
    public String line(String prompt) {
        return Terminal.ask(prompt);
    }

    @Override
    public SecretBytes lines(String prompt, LineCheck check) {
        say("type line by line, or  file:PATH ; an empty line ends it");
        byte[] all = new byte[MAX_BYTES];
        int size = 0;
        int number = 1;
        for (int asked = 0; asked < MAX_LINES; asked++) {
            try (SecretBytes line = typed(prompt + " " + number)) {
                if (line.size() == 0) {
                    break;
                }
                check.require(number, line);
                if (size + line.size() + 1 <= MAX_BYTES) {
                    System.arraycopy(ClearKeyAccess.open(line), 0, all, size, line.size());
                    size += line.size();
                    all[size++] = '\n';
                    number++;
                }
            } catch (KeyRefusedException slip) {
                say(slip.getMessage() + "; once more");
            }
        }
        SecretBytes text = SecretBytes.adopt(Arrays.copyOf(all, size));
        Arrays.fill(all, (byte) 0);
        return text;
    }

    private static SecretBytes typed(String prompt) {
        char[] characters = Terminal.askMaybe(prompt);
        try {
            return SecretBytes.ofPassphrase(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    public void say(String words) {
        out.println(words);
        out.flush();
    }

    @Override
    public boolean mayTryAgain() {
        return true;
    }

    @Override
    public void close() {
        login.close();
    }
}
