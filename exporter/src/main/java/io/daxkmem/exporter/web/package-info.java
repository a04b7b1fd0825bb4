/** The exporter's pages over HTTP. */
@NullMarked
package io.daxkmem.exporter.web;

import org.jspecify.annotations.NullMarked;
