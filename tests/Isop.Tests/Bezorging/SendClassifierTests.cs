using Isop.Bot.Bezorging;

namespace Isop.Tests.Bezorging;

public sealed class SendClassifierTests
{
    public static TheoryData<ConnectorCall, int?, string?, string?, string> Rows => new()
    {
        { ConnectorCall.Send, 200, null, null, "Delivered" },
        { ConnectorCall.Send, 201, null, null, "Delivered" },
        { ConnectorCall.Create, 201, null, null, "Delivered" },
        { ConnectorCall.Update, 200, null, null, "Delivered" },
        { ConnectorCall.Send, 400, "BadArgument", null, "Permanent" },
        { ConnectorCall.Send, 400, "BadSyntax", null, "Permanent" },
        { ConnectorCall.Send, 401, "BotNotRegistered", null, "PauseAll" },
        { ConnectorCall.Send, 403, "BotDisabledByAdmin", null, "PauseAll" },
        { ConnectorCall.Send, 403, "BotNotInConversationRoster", null, "WaitForInstall" },
        { ConnectorCall.Send, 403, "ConversationBlockedByUser", null, "WaitForInstall" },
        { ConnectorCall.Create, 403, "ForbiddenOperationException", null, "WaitForInstall" },
        { ConnectorCall.Send, 403, "InvalidBotApiHost", null, "Permanent" },
        { ConnectorCall.Send, 403, "NotEnoughPermissions", null, "Permanent" },
        { ConnectorCall.Send, 403, "209", "MessageWritesBlocked", "WaitForInstall" },
        { ConnectorCall.Send, 403, null, null, "Permanent" },
        { ConnectorCall.Send, 404, "ConversationNotFound", null, "RecreateConversation" },
        { ConnectorCall.Update, 404, "ActivityNotFoundInConversation", null, "PostAgain" },
        { ConnectorCall.Update, 404, "ConversationNotFound", null, "PostAgain" },
        { ConnectorCall.Create, 404, null, null, "WaitForInstall" },
        { ConnectorCall.Send, 408, null, null, "Doubt" },
        { ConnectorCall.Send, 412, "PreconditionFailed", null, "Retry" },
        { ConnectorCall.Send, 413, "MessageSizeTooBig", null, "Permanent" },
        { ConnectorCall.Send, 429, "Throttled", null, "Throttled" },
        { ConnectorCall.Create, 429, "Throttled", null, "Throttled" },
        { ConnectorCall.Send, 500, "ServiceError", null, "Permanent" },
        { ConnectorCall.Send, 502, null, null, "Doubt" },
        { ConnectorCall.Send, 503, null, null, "Doubt" },
        { ConnectorCall.Send, 504, null, null, "Doubt" },
        { ConnectorCall.Create, 502, null, null, "Retry" },
        { ConnectorCall.Create, 503, null, null, "Retry" },
        { ConnectorCall.Update, 504, null, null, "Retry" },
        { ConnectorCall.Send, null, "NotConnected", null, "Retry" },
        { ConnectorCall.Send, null, "NoToken", null, "Retry" },
        { ConnectorCall.Send, null, "ConnectionBroken", null, "Doubt" },
        { ConnectorCall.Create, null, "ConnectionBroken", null, "Retry" },
        { ConnectorCall.Send, null, "ServiceUrlRefused", null, "Permanent" },
        { ConnectorCall.Send, null, null, null, "Doubt" },
        { ConnectorCall.Send, 302, null, null, "Permanent" },
        { ConnectorCall.Send, 409, null, null, "Permanent" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_answer_has_one_meaning(ConnectorCall call, int? status, string? code, string? subCode, string step) =>
        Assert.Equal(step, SendClassifier.Classify(call, status, code, subCode, null, false, "id").GetType().Name);

    [Theory]
    [InlineData(ConnectorCall.Send, "Doubt")]
    [InlineData(ConnectorCall.Create, "Retry")]
    [InlineData(ConnectorCall.Update, "Delivered")]
    public void Success_without_an_id_is_no_proof_of_delivery(ConnectorCall call, string step) =>
        Assert.Equal(step, SendClassifier.Classify(call, 200, null, null, null, false, "").GetType().Name);

    [Theory]
    [InlineData(ConnectorCall.Send, "Doubt")]
    [InlineData(ConnectorCall.Create, "Retry")]
    [InlineData(ConnectorCall.Update, "Retry")]
    public void A_time_out_is_a_doubt_only_where_a_repeat_would_be_a_double(ConnectorCall call, string step) =>
        Assert.Equal(step, SendClassifier.Classify(call, null, null, null, null, true, null).GetType().Name);

    [Fact]
    public void The_wait_that_was_asked_for_is_passed_on()
    {
        var wait = TimeSpan.FromSeconds(7);
        Assert.Equal(new NextStep.Throttled(wait), SendClassifier.Classify(ConnectorCall.Send, 429, null, null, wait, false, null));
        Assert.Equal(wait, ((NextStep.Retry)SendClassifier.Classify(ConnectorCall.Send, 412, null, null, wait, false, null)).After);
    }
}
