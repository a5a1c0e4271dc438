namespace Isop.Bot.Cards.Templating;

/// <summary>
/// A template that cannot be compiled, or an expression in it that fails on this data. <see cref="Path"/> is the JSON path of the
/// place in the template, e.g. <c>$.body[2].text</c>.
/// </summary>
public sealed class AdaptiveTemplateException : Exception
{
    public AdaptiveTemplateException(string path, string reason)
        : base($"{path}: {reason}")
    {
        Path = path;
    }

    public AdaptiveTemplateException(string path, string reason, Exception inner)
        : base($"{path}: {reason}", inner)
    {
        Path = path;
    }

    public string Path { get; }
}
