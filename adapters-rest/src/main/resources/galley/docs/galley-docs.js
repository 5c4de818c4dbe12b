"use strict";
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#reference",
  deepLinking: true,
  // The default validator is somebody else's server.
  validatorUrl: null,
  // Neither the document's address nor other settings may come from a link.
  queryConfigEnabled: false,
  persistAuthorization: false,
});
