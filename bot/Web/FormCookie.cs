namespace Isop.Bot.Web;

/// <summary>
/// The cookie that belongs to the forms' tokens; it holds no session. In a frame of Teams it is partitioned, because a Lax one is not sent there: it then
/// lies in another jar than that of the browser itself, under the same name.
/// </summary>
internal sealed class FormCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        if (Teamskader.IsFramed(context.Request))
        {
            Teamskader.Partition(options);
        }

        return options;
    }
}
