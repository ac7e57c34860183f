package org.cardwright.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter screen = new StringWriter();

    @Test
    void draws_one_line_over_itself_and_clears_it_at_the_end() {
        ProgressBar bar = new ProgressBar(new PrintWriter(screen), true);
        bar.at("prepare", 16, 64);
        assertThat(screen.toString())
                .startsWith("\rprepare [#######                       ] 16/64")
                .doesNotContain("\n");
        bar.at("prepare", 17, 64);
        assertThat(screen.toString()).as("not more often than a person sees").doesNotContain("17/64");
        bar.at("prepare", 64, 64);
        assertThat(screen.toString()).contains("] 64/64").endsWith(" \r");
    }

    @Test
    void draws_nothing_where_nobody_looks_but_tells_warnings() {
        ProgressBar bar = new ProgressBar(new PrintWriter(screen), false);
        bar.at("prepare", 16, 64);
        bar.warn("certificate v/1 expires in 20 days");
        assertThat(screen.toString())
                .isEqualTo("cardwright: certificate v/1 expires in 20 days" + System.lineSeparator());
    }
}
