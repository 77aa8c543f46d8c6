package dev.sluice.sandbox.secrets;

/**
 * An error as Secrets Manager gives it.
 *
 * @param type what the SDK makes an exception of
 */
public record Refusal(int status, String type, String message) {
    public static final Refusal ACCESS_DENIED = new Refusal(
            400,
            "AccessDeniedException",
            "User: arn:aws:iam::000000000000:user/sluice is not authorized to perform: secretsmanager:GetSecretValue"
                    + " because no identity-based policy allows the action");
    public static final Refusal THROTTLED = new Refusal(400, "ThrottlingException", "Rate exceeded");
    public static final Refusal INTERNAL_ERROR =
            new Refusal(500, "InternalServiceError", "An error occurred on the server side.");

    static Refusal unknownKey() {
        return new Refusal(
                400, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    static Refusal noKey() {
        return new Refusal(400, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    static Refusal notFound(String of) {
        return new Refusal(
                400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret" + of + ".");
    }

    static Refusal exists(String message) {
        return new Refusal(400, "ResourceExistsException", message);
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "InvalidParameterException", message);
    }

    static Refusal unknownOperation() {
        return new Refusal(400, "UnknownOperationException", "");
    }
}
