package org.cardwright.jobs.scorecard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that is evidence for one row of the scorecard; its number is the JUnit tag beside it, {@code @Tag("R01")}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Scorecard.class)
@interface Row {

    /** Which part of the row when several tests carry it, such as the database; empty for the whole row. */
    String variant() default "";

    /** What is claimed, one sentence. */
    String claim();

    /** What must be reached at full size. */
    String wanted();
}
