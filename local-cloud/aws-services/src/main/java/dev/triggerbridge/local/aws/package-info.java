/** DynamoDB Local and an S3 server on loopback. */
@NullMarked
package dev.triggerbridge.local.aws;

import org.jspecify.annotations.NullMarked;
