package dev.sluice.worker.credential.aws;

import dev.sluice.worker.credential.UnreachableCredentials;
import dev.sluice.worker.credential.UnusableCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place where what AWS says becomes what an operator is told: what happened, then what to do. */
final class SecretsManagerFailures {
    private SecretsManagerFailures() {}

    /** Puts a failure into words. AWS's own messages name roles and accounts, never a secret's value. */
    static UnusableCredentials explain(SdkException failure, String what) {
        if (!(failure instanceof AwsServiceException refusal)) {
            return unsent(failure, what);
        }
        return switch (refusal.awsErrorDetails().errorCode()) {
            case "ResourceNotFoundException" ->
                new UnusableCredentials(what + ": there is none of that name in this region and account. Make it with"
                        + " 'worker connect', or correct the name or aws.region");
            case "AccessDeniedException" ->
                new UnusableCredentials(what + ": this AWS identity may not. Allow it secretsmanager:GetSecretValue on"
                        + " the secret, and to connect an organisation secretsmanager:PutSecretValue and CreateSecret");
            case "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "InvalidClientTokenId",
                    "ExpiredTokenException",
                    "MissingAuthenticationTokenException" ->
                new UnusableCredentials(what + ": AWS does not know or no longer accepts the AWS credentials of this"
                        + " process (" + code(refusal) + ")");
            case "InvalidRequestException" ->
                new UnusableCredentials(what + ": it is in a state that does not allow it, such as marked for deletion"
                        + " (" + code(refusal) + ")");
            case "DecryptionFailure", "DecryptionFailureException", "EncryptionFailure" ->
                new UnusableCredentials(what + ": its KMS key cannot be used by this AWS identity");
            default ->
                refusal.isThrottlingException() || refusal.statusCode() >= 500
                        ? new UnreachableCredentials(what + " just now: AWS answered " + code(refusal))
                        : new UnusableCredentials(what + ": AWS answered " + code(refusal));
        };
    }

    /** The request did not get an answer, or was never made: no region, no AWS credentials, no network. */
    private static UnusableCredentials unsent(SdkException failure, String what) {
        var message = String.valueOf(failure.getMessage());
        if (message.contains("region")) {
            return new UnusableCredentials(what + ": no AWS region is known; set aws.region");
        }
        if (message.contains("credentials")) {
            return new UnusableCredentials(
                    what + ": no AWS credentials were found; give this process a role, set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or name a file in aws.credentials-file");
        }
        return new UnreachableCredentials(what + " just now: AWS gave no answer; check the network and aws.endpoint");
    }

    private static String code(AwsServiceException refusal) {
        return refusal.awsErrorDetails().errorCode() + ", HTTP status " + refusal.statusCode();
    }
}
