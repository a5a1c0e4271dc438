using Isop.Bot.Web.Screens;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Web;

/// <summary>Answers that are pages.</summary>
public static class Pages
{
    /// <summary>The page with these parameters (an anonymous object of the component's parameters).</summary>
    public static RazorComponentResult<TPage> Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters ?? new { }) { StatusCode = status };

    public static RazorComponentResult<ErrorScreen> Error(int status, ErrorText text) =>
        Show<ErrorScreen>(new { Status = status, Text = text }, status);
}
