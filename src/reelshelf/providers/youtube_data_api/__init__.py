"""YouTube's official Data API: what fifty videos are called, in one call. Needs a key, knows no captions."""

from reelshelf.providers.youtube_data_api.client import YouTubeDataApi

__all__ = ["YouTubeDataApi"]
