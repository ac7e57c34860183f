package org.cardwright.formats.planted;

import org.cardwright.crypto.module.SecurityModuleException;
import org.springframework.context.ApplicationContext;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record FormatsComesFirst(SecurityModuleException known) {}

    record NoSpringBeforeThePipeline(ApplicationContext known) {}
}
