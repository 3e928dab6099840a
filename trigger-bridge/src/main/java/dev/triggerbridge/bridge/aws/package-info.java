/** SQS, SNS and S3 as destinations of dead letters and of payloads that do not fit. */
@NullMarked
package dev.triggerbridge.bridge.aws;

import org.jspecify.annotations.NullMarked;
