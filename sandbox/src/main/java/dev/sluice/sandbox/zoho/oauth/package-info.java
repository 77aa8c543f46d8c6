/** Zoho's accounts server: how a refresh token or a code becomes an access token, and when it does not. */
@NullMarked
package dev.sluice.sandbox.zoho.oauth;

import org.jspecify.annotations.NullMarked;
