package org.cardwright.pipeline.ledger;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Another process that has committed an entry: it is within the gate of the audit's file, says so, appends the line that it is told, and
 * dies. An empty line is a crash before that.
 */
final class GateHolder {

    private GateHolder() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        AuditGate.of(file).enter();
        System.out.println("within");
        System.out.flush();
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        if (line != null && !line.isEmpty()) {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        }
        Runtime.getRuntime().halt(0);
    }
}
