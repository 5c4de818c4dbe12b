/** The API reference: the OpenAPI document and Swagger UI. */
@NullMarked
package dev.galley.rest.docs;

import org.jspecify.annotations.NullMarked;
