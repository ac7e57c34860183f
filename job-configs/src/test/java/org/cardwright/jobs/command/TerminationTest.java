package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** SIGTERM does not turn a bad end into a good one, and cuts nothing off. */
class TerminationTest {

    @Test
    void the_exit_code_is_that_of_the_command() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TerminatedCommand.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("waiting");
            // unlike that of the process itself, this leaves its output open
            process.toHandle().destroy();
            assertThat(out.readLine()).isEqualTo("put away");
            assertThat(process.waitFor()).isEqualTo(TerminatedCommand.SAYS);
        } finally {
            process.destroyForcibly();
        }
    }
}
