/** YAML documents as nodes that know their lines; knows nothing of what is written in them. */
@NullMarked
package dev.originpull.configgen.yaml;

import org.jspecify.annotations.NullMarked;
